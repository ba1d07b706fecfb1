// Details of a file: metadata, sender, and the document it is filed as.
import { Button, Rows } from "@baro/design";
import { dayAndClock } from "@baro/design/format";
import type { UploadView } from "@baro/wire";
import { locale } from "../../i18n";
import { c } from "../i18n";
import { fileSizeText } from "../rules/file_size";
import { Judging } from "./documents";
import { useClaims, useSubmit } from "./hooks";

export const FileInfo = ({ file, claim }: { file: UploadView; claim: string }) => {
  const w = c();
  const twin = useClaims().files.value.get(file.duplicate_of ?? "");
  const timeOf = (iso = "") => (iso ? dayAndClock(Date.parse(iso), locale()) : "");
  const { latitude, longitude } = file;
  const rows = [
    { label: w.viewer.taken, value: timeOf(file.taken_at) },
    { label: w.viewer.changed, value: timeOf(file.changed_at) },
    { label: w.viewer.end, value: file.cut ? w.viewer.cut : "" },
    { label: w.viewer.place, value: file.place ?? "" },
    {
      label: w.viewer.position,
      value:
        typeof latitude === "number" && typeof longitude === "number"
          ? `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
          : "",
    },
    { label: w.viewer.sent, value: dayAndClock(file.at, locale()) },
    { label: w.viewer.by, value: file.by.name },
    { label: w.viewer.size, value: fileSizeText(file.size) },
    { label: w.viewer.pixels, value: file.width && file.height ? `${file.width} × ${file.height}` : "" },
    { label: w.viewer.pages, value: file.pages ? String(file.pages) : "" },
    { label: w.viewer.duplicateOf, value: file.duplicate_of ? (twin?.name ?? w.files.duplicate) : "" },
    { label: w.viewer.digest, value: file.digest ? `${file.digest.slice(0, 12)}…` : "" },
  ].filter((row) => row.value !== "");
  return (
    <aside class="k-info" aria-label={w.viewer.info}>
      <h3>{w.viewer.info}</h3>
      <Rows rows={rows} />
      {file.taken_at || file.place || file.kind !== "photo" ? null : <p class="p-muted">{w.viewer.noExif}</p>}
      {claim && file.status === "ready" ? <Filing file={file} claim={claim} /> : null}
      <p class="p-muted">{w.viewer.originalAsk}</p>
    </aside>
  );
};

/** The document that the file is filed as, and its review. */
const Filing = ({ file, claim: id }: { file: UploadView; claim: string }) => {
  const claims = useClaims();
  const w = c().viewer;
  const { busy, problem, act } = useSubmit();
  const claim = claims.claims.value.get(id);
  if (!claim) return null;
  const documents = claim.documents ?? [];
  const label = (item: string) =>
    documents.find(({ document: doc }) => doc.item === item)?.document.label ?? item;
  const held = documents.find((doc) => doc.uploads?.includes(file.id));
  // An accepted file may be moved only by reviewers of that document.
  const settled = held?.document.status === "accepted" && !held.reviewable;
  const elsewhere = file.item && file.claim !== id ? (file.claim ?? "") : "";
  const item = held?.document.item ?? (elsewhere ? "" : (file.item ?? ""));
  const fileAs = (wanted: string) =>
    act(() => claims.fileAs(id, file.id, wanted)).then((done) => {
      if (done) claims.showToast("good", wanted ? w.filed(label(wanted)) : w.unfiled);
    });
  const guess =
    item === "" && elsewhere === "" && documents.some(({ document: doc }) => doc.item === file.suggested_item)
      ? (file.suggested_item ?? "")
      : "";
  return (
    <div class="k-filing">
      <label class="b-field">
        <span class="b-field-label">{w.item}</span>
        <select
          class="b-input"
          value={item}
          disabled={busy || !claims.online || !claim.open || settled}
          onChange={(event) => void fileAs(event.currentTarget.value)}
        >
          <option value="">{w.noItem}</option>
          {documents.map(({ document: doc }) => (
            <option key={doc.item} value={doc.item}>
              {doc.label}
            </option>
          ))}
        </select>
      </label>
      {elsewhere ? <p class="p-muted">{c().files.elsewhere(elsewhere)}</p> : null}
      {guess ? (
        <p class="k-guess">
          <span>{w.guess(label(guess))}</span>
          <Button size="small" disabled={busy || !claims.online} onClick={() => void fileAs(guess)}>
            {w.fileAsGuess}
          </Button>
        </p>
      ) : null}
      {held && held.uploads?.at(-1) === file.id ? <Judging claim={claim} view={held} /> : null}
      {problem ? (
        <p class="b-field-error" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
};
