// The list of required documents with their submissions and reviews.
import { Badge, Button, Icon, Progress } from "@baro/design";
import type { ClaimView, DocumentView } from "@baro/wire";
import { Check, Undo2 } from "lucide";
import { c } from "../i18n";
import { sortedFiles } from "../rules/merge";
import { useClaims, useSubmit } from "./hooks";
import { Thumb } from "./thumbnail";

type Status = DocumentView["document"]["status"];

const TONES: Readonly<Record<Status, "plain" | "brand" | "good" | "warn">> = {
  missing: "plain",
  review: "brand",
  accepted: "good",
  rejected: "warn",
};
/** Order of statuses: those that need action first. */
const ORDER: readonly Status[] = ["review", "rejected", "missing", "accepted"];

const NEEDS = ["now", "later", "optional", "none"] as const;

/** What has been sent is first, whatever it is needed for. */
const rankOf = ({ document: doc, uploads = [] }: DocumentView): number =>
  uploads.length > 0 ? 0 : NEEDS.indexOf(doc.need ?? "now");

export const DocumentsTab = ({ claim }: { claim: ClaimView }) => {
  const w = c().documents;
  const documents = claim.documents ?? [];
  if (documents.length === 0) return <p class="p-muted">{w.none}</p>;
  const needed = documents.filter(({ document: doc }) => (doc.need ?? "now") === "now");
  const accepted = needed.filter(({ document: doc }) => doc.status === "accepted").length;
  const progress = w.progress(accepted, needed.length);
  const sorted = [...documents].sort(
    (a, b) => rankOf(a) - rankOf(b) || ORDER.indexOf(a.document.status) - ORDER.indexOf(b.document.status),
  );
  return (
    <>
      <div class="k-progress">
        <Progress share={needed.length === 0 ? 1 : accepted / needed.length} label={progress} />
        <span class="p-muted">{progress}</span>
      </div>
      <ul class="k-documents" aria-label={w.title}>
        {sorted.map((doc) => (
          <PaperRow key={doc.document.item} claim={claim} view={doc} />
        ))}
      </ul>
    </>
  );
};

const PaperRow = ({ claim, view }: { claim: ClaimView; view: DocumentView }) => {
  const claims = useClaims();
  const w = c().documents;
  const { document: doc, uploads = [] } = view;
  const coverages = claim.exposures.filter((exposure) => view.coverages?.includes(exposure.coverage));
  const whose = coverages.length > 0 && coverages.length < claim.exposures.length ? coverages : [];
  return (
    <li class="k-document" data-status={doc.status}>
      <div class="k-document-head">
        <strong>{doc.label}</strong>
        {whose.map((exposure) => (
          <span key={exposure.coverage} class="p-muted">
            {exposure.label}
          </span>
        ))}
        <span class="k-grow" />
        <Badge tone={TONES[doc.status]}>
          {doc.status === "missing" ? w.needs[doc.need ?? "now"] : w.statuses[doc.status]}
        </Badge>
      </div>
      {doc.reason ? <p class="k-reason">{doc.reason}</p> : null}
      {uploads.length > 0 ? (
        <div class="k-document-files">
          {sortedFiles(uploads.flatMap((id) => claims.files.value.get(id) ?? [])).map((file) => (
            <Thumb key={file.id} file={file} claim={claim.id} small />
          ))}
        </div>
      ) : null}
      <Judging claim={claim} view={view} />
    </li>
  );
};

/** Reviews the newest file of a document; a decision can be reversed. */
export const Judging = ({ claim, view }: { claim: ClaimView; view: DocumentView }) => {
  const claims = useClaims();
  const w = c().documents;
  const { busy, problem, act } = useSubmit();
  const { document: doc, uploads = [] } = view;
  const upload = uploads.at(-1);
  const file = upload === undefined ? undefined : claims.files.value.get(upload);
  if (upload === undefined || !view.reviewable || !claim.open || (file && file.status !== "ready"))
    return null;
  const accept = () =>
    act(() => claims.review(claim, doc.item, upload, true)).then((done) => {
      if (done) claims.showToast("good", w.accepted(doc.label));
    });
  return (
    <div class="k-judging">
      {doc.status === "accepted" ? null : (
        <Button
          size="small"
          kind={doc.status === "review" ? "primary" : "plain"}
          aria-label={w.acceptOf(doc.label)}
          disabled={busy || !claims.online}
          onClick={() => void accept()}
        >
          <Icon of={Check} size={14} />
          {w.accept}
        </Button>
      )}
      {doc.status === "rejected" ? null : (
        <Button
          size="small"
          kind={doc.status === "review" ? "plain" : "quiet"}
          aria-label={w.rejectOf(doc.label)}
          disabled={busy || !claims.online}
          onClick={() => {
            claims.navigation.dialog.value = { name: "reject", claim: claim.id, item: doc.item, upload };
          }}
        >
          <Icon of={Undo2} size={14} />
          {w.reject}
        </Button>
      )}
      {problem ? (
        <p class="b-field-error" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
};
