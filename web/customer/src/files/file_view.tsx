// A file in the conversation that isn't a photo: name, size and state.
import { Icon } from "@baro/design";
import type { File as FileBody } from "@baro/wire";
import { FileText, Film, type IconNode, PenLine } from "lucide";
import { t } from "../texts";
import { FileStates } from "./file_states";
import { safetyCheckOf, useFiles } from "./file_status";
import { sizeText } from "./file_uploads";
import { Picture } from "./picture";
import { openFile } from "./viewer";

const ICONS: Readonly<Partial<Record<FileBody["kind"], IconNode>>> = { video: Film, signature: PenLine };

export const FileView = ({ body }: { body: FileBody }) => {
  const { upload, kind, name } = body;
  const file = useFiles([upload]).get(upload);
  const check = safetyCheckOf(upload);
  const ready = check === "ready";
  return (
    <article class="b-card c-file" data-status={check}>
      <button type="button" class="c-file-open" disabled={!ready} onClick={() => file && void openFile(file)}>
        {kind === "signature" ? (
          <Picture upload={upload} ready={ready} />
        ) : (
          <Icon of={ICONS[kind] ?? FileText} size={28} />
        )}
        <span class="c-file-name">
          <span>{name}</span>
          <span>{sizeText(body.size)}</span>
        </span>
        {ready ? <span class="sr-only">{t("file_open")}</span> : null}
      </button>
      <FileStates files={[body]} />
    </article>
  );
};
