// The photos that were sent together: a grid in the order they were taken.
import { Icon } from "@baro/design";
import type { File as FileBody } from "@baro/wire";
import { CircleAlert } from "lucide";
import { t } from "../texts";
import { FileStates } from "./file_states";
import { safetyCheckOf, safetyText, useFiles } from "./file_status";
import { sizeText } from "./file_uploads";
import { Picture } from "./picture";
import { BusyRing } from "./ring";
import { timeOf } from "./submission_lot";
import { openFile } from "./viewer";

export interface SentFile {
  /** 0 for one in the outbox. */
  readonly seq: number;
  readonly body: FileBody;
}

export const Photos = ({ files }: { files: readonly SentFile[] }) => {
  const known = useFiles(files.map(({ body }) => body.upload));
  const timeOfSent = ({ seq, body }: SentFile): number => {
    const file = known.get(body.upload);
    return file ? timeOf(file) : seq + Number.MAX_SAFE_INTEGER / 2;
  };
  const sorted = [...files].sort((a, b) => timeOfSent(a) - timeOfSent(b));
  const [only] = files.length === 1 ? files : [];
  return (
    <article
      class="b-card c-file c-photos"
      tabIndex={-1}
      data-status={only && safetyCheckOf(only.body.upload)}
    >
      <ul aria-label={t("photos", { count: files.length })}>
        {sorted.map((file) => (
          <Photo key={file.body.upload} sent={file} seq={file === files.at(-1) ? 0 : file.seq} />
        ))}
      </ul>
      {only ? (
        <p class="c-file-name">
          <span>{only.body.name}</span>
          <span>{sizeText(only.body.size)}</span>
        </p>
      ) : null}
      <FileStates files={sorted.map(({ body }) => body)} />
    </article>
  );
};

/** `seq`: of its message, 0 for the newest one, whose row has it. */
const Photo = ({ sent, seq }: { sent: SentFile; seq: number }) => {
  const { upload, name } = sent.body;
  const file = useFiles([upload]).get(upload);
  const check = safetyCheckOf(upload);
  const ready = check === "ready";
  return (
    <li data-seq={seq || undefined}>
      <button
        type="button"
        class="c-photo"
        disabled={!ready}
        aria-label={[name, safetyText(upload), ready ? t("file_open") : ""].filter(Boolean).join(", ")}
        onClick={() => file && void openFile(file)}
      >
        <Picture upload={upload} ready={ready} />
        {check === "checking" || check === "slow" ? <BusyRing /> : null}
        {check === "quarantined" ? <Icon of={CircleAlert} size={28} /> : null}
      </button>
    </li>
  );
};
