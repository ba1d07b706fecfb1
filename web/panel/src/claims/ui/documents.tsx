// The checklist: what has come, what is lacking, and a handler's word on each paper.
import { Badge, Button, Icon, Progress } from "@baro/design";
import type { ClaimView, DocumentView } from "@baro/wire";
import { Check, Undo2 } from "lucide";
import { c } from "../i18n";
import { useClaims, useSubmit } from "./hooks";
import { Thumb } from "./thumbnail";

type Status = DocumentView["document"]["status"];

const TONES: Readonly<Record<Status, "plain" | "brand" | "good" | "warn">> = {
  missing: "plain",
  review: "brand",
  accepted: "good",
  refused: "warn",
};
/** What there is to do comes first. */
const ORDER: readonly Status[] = ["review", "refused", "missing", "accepted"];

export const DocumentsTab = ({ claim }: { claim: ClaimView }) => {
  const w = c().papers;
  const papers = claim.documents ?? [];
  if (papers.length === 0) return <p class="p-muted">{w.none}</p>;
  const accepted = papers.filter(({ document: paper }) => paper.status === "accepted").length;
  const progress = w.progress(accepted, papers.length);
  const sorted = [...papers].sort(
    (a, b) => ORDER.indexOf(a.document.status) - ORDER.indexOf(b.document.status),
  );
  return (
    <>
      <div class="k-progress">
        <Progress share={accepted / papers.length} label={progress} />
        <span class="p-muted">{progress}</span>
      </div>
      <ul class="k-papers" aria-label={w.title}>
        {sorted.map((paper) => (
          <PaperRow key={paper.document.item} claim={claim} view={paper} />
        ))}
      </ul>
    </>
  );
};

const PaperRow = ({ claim, view }: { claim: ClaimView; view: DocumentView }) => {
  const claims = useClaims();
  const w = c().papers;
  const { document: paper, uploads = [] } = view;
  const coverages = claim.exposures.filter((line) => view.coverages?.includes(line.coverage));
  const whose = coverages.length > 0 && coverages.length < claim.exposures.length ? coverages : [];
  return (
    <li class="k-paper" data-status={paper.status}>
      <div class="k-paper-head">
        <strong>{paper.label}</strong>
        {whose.map((line) => (
          <span key={line.coverage} class="p-muted">
            {line.label}
          </span>
        ))}
        <span class="k-grow" />
        <Badge tone={TONES[paper.status]}>{w.statuses[paper.status]}</Badge>
      </div>
      {paper.reason ? <p class="k-reason">{paper.reason}</p> : null}
      {uploads.length > 0 ? (
        <div class="k-paper-files">
          {uploads.map((id) => {
            const file = claims.files.value.get(id);
            return file ? <Thumb key={id} file={file} claim={claim.id} small /> : null;
          })}
        </div>
      ) : null}
      <Judging claim={claim} view={view} />
    </li>
  );
};

/** The newest file of a paper is what is judged; a word can be taken back by the other. */
export const Judging = ({ claim, view }: { claim: ClaimView; view: DocumentView }) => {
  const claims = useClaims();
  const w = c().papers;
  const { busy, problem, act } = useSubmit();
  const { document: paper, uploads = [] } = view;
  const upload = uploads.at(-1);
  const file = upload === undefined ? undefined : claims.files.value.get(upload);
  if (upload === undefined || !view.reviewable || !claim.open || (file && file.status !== "ready"))
    return null;
  const accept = () =>
    act(() => claims.review(claim, paper.item, upload, true)).then((done) => {
      if (done) claims.showToast("good", w.accepted(paper.label));
    });
  return (
    <div class="k-judging">
      {paper.status === "accepted" ? null : (
        <Button
          size="small"
          kind={paper.status === "review" ? "primary" : "plain"}
          aria-label={w.acceptOf(paper.label)}
          disabled={busy || !claims.online}
          onClick={() => void accept()}
        >
          <Icon of={Check} size={14} />
          {w.accept}
        </Button>
      )}
      {paper.status === "refused" ? null : (
        <Button
          size="small"
          kind={paper.status === "review" ? "plain" : "quiet"}
          aria-label={w.refuseOf(paper.label)}
          disabled={busy || !claims.online}
          onClick={() => {
            claims.navigation.dialog.value = { name: "refuse", claim: claim.id, item: paper.item, upload };
          }}
        >
          <Icon of={Undo2} size={14} />
          {w.refuse}
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
