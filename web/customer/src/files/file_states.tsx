// How far the files of a message are: the safety check, then what the adjuster says of the document.
import { Icon } from "@baro/design";
import type { File as FileBody } from "@baro/wire";
import { CircleAlert } from "lucide";
import { documentOf } from "../claims/claim_state";
import { t } from "../texts";
import { uploads } from "./file_state";
import { safetyCheckOf, safetyText } from "./file_status";
import { SubmissionQuestion } from "./submission_question";
import { openedFile, Viewer } from "./viewer";

export const FileStates = ({ files }: { files: readonly FileBody[] }) => {
  const several = files.length > 1;
  const of = (...checks: string[]) => files.filter(({ upload }) => checks.includes(safetyCheckOf(upload)));
  const checking = of("checking", "slow");
  const first = checking[0] ?? files[0];
  const refused = of("quarantined", "discarded");
  const ids = files.map(({ upload }) => upload);
  return (
    <>
      <p class="c-file-status" role="status">
        {several && checking.length > 0
          ? t("photos_checking", { count: checking.length })
          : several && checking.length + refused.length === 0
            ? t("file_ready")
            : several || refused.length > 0 || !first
              ? null
              : safetyText(first.upload)}
      </p>
      {refused.map(({ upload, name }) => (
        <p
          key={upload}
          class="c-file-status"
          data-bad={safetyCheckOf(upload) === "quarantined" || undefined}
          role="alert"
        >
          <Icon of={CircleAlert} size={14} />
          <span>
            {several ? `${name}: ` : null}
            {safetyText(upload)}
          </span>
        </p>
      ))}
      <Submitted ids={ids} />
      <SubmissionQuestion ids={ids} />
      {ids.includes(openedFile.value?.id ?? "") ? <Viewer /> : null}
    </>
  );
};

/** The documents that the files were submitted as, each with the adjuster's review. */
const Submitted = ({ ids }: { ids: readonly string[] }) => {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const { claim, item } = uploads.value.get(id) ?? {};
    const target = `${claim} ${item}`;
    if (claim && item) counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  return (
    <>
      {[...counts].map(([target, count]) => {
        const [claim = "", item = ""] = target.split(" ");
        const document = documentOf(claim, item);
        return document ? (
          <p key={target} class="c-file-status">
            {count < ids.length ? `${t("photos", { count })}: ` : null}
            {t("file_submitted_as", { document: document.label, claim })}
            {document.status === "missing" ? null : ` · ${t(`document_${document.status}`)}`}
          </p>
        ) : null;
      })}
    </>
  );
};
