// Files: the attach button of the composer, and the list of files being uploaded above it.
import { Button, Icon, IconButton, Popup, Progress } from "@baro/design";
import { Camera, File as FileIcon, Image, Pause, Plus, X } from "lucide";
import { useRef, useState } from "preact/hooks";
import {
  dropFile,
  pauseFile,
  pendingFiles,
  rejectionReason,
  retryFile,
  sendFiles,
  sizeText,
  targetDocument,
} from "../files/file_uploads";
import type { PendingFile } from "../files/pending_file";
import { currentId, showToast, state } from "../model";
import { t } from "../texts";

/** Touch devices have a camera at hand. */
const isTouch = (): boolean => matchMedia("(pointer: coarse)").matches;

type Source = "camera" | "pictures" | "files";

export const AttachButton = () => {
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const inputs = { camera: usePicker(), pictures: usePicker(), files: usePicker() };
  const open = (event: MouseEvent) => {
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    setAt(at ? null : { x: left, y: top - 4 });
  };
  const item = (source: Source, icon: typeof Camera, label: string) => ({
    label,
    icon: <Icon of={icon} size={20} />,
    onPick: () => {
      targetDocument.value = null;
      inputs[source].current?.click();
    },
  });
  const suffixes = state.value.fileSuffixes;
  const take = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const chosen = [...(input.files ?? [])];
    const reasonOf = (file: File) => rejectionReason(file, suffixes);
    const refused = chosen.map(reasonOf).find((reason) => reason !== null);
    if (refused) showToast(refused);
    sendFiles(chosen.filter((file) => reasonOf(file) === null));
    // The same file may be chosen again.
    input.value = "";
  };
  return (
    <>
      <IconButton
        label={t("attach")}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        disabled={currentId.value === null}
        onClick={open}
      >
        <Icon of={Plus} size={24} />
      </IconButton>
      <input ref={inputs.camera} type="file" hidden accept="image/*" capture="environment" onChange={take} />
      <input ref={inputs.pictures} type="file" hidden accept="image/*,video/*" multiple onChange={take} />
      <input
        ref={inputs.files}
        id="pick-files"
        type="file"
        hidden
        multiple
        accept={suffixes.map((suffix) => `.${suffix}`).join(",")}
        onChange={take}
      />
      {at ? (
        <Popup
          label={t("attach")}
          at={at}
          onClose={() => setAt(null)}
          items={[
            ...(isTouch() ? [item("camera", Camera, t("attach_camera"))] : []),
            item("pictures", Image, t("attach_pictures")),
            item("files", FileIcon, t("attach_files")),
          ]}
        />
      ) : null}
    </>
  );
};

const usePicker = () => useRef<HTMLInputElement>(null);

/** The files of this conversation that are being uploaded. */
export const PendingFiles = () => {
  const files = pendingFiles.value.filter(({ conversation }) => conversation === currentId.value);
  if (files.length === 0) return null;
  return (
    <ul class="c-tray" aria-label={t("attachments")}>
      {files.map((item) => (
        <PendingFileRow key={item.key} item={item} />
      ))}
    </ul>
  );
};

const PendingFileRow = ({ item }: { item: PendingFile }) => {
  const { file, name, status } = item;
  return (
    <li data-status={status}>
      <Icon of={file.type.startsWith("image/") ? Image : FileIcon} />
      <div>
        <p>
          <span>{name}</span>
          <span>{sizeText(file.size)}</span>
        </p>
        {status === "failed" ? (
          <p role="alert">{item.refusal || t("attach_failed")}</p>
        ) : (
          <Progress share={item.share} label={t("attach_sending", { name })} />
        )}
        {status === "waiting" || status === "paused" ? <p class="c-hint">{t(`attach_${status}`)}</p> : null}
      </div>
      {status === "failed" || status === "paused" ? (
        <Button size="small" onClick={() => retryFile(item)}>
          {t(status === "paused" ? "attach_resume" : "try_again")}
        </Button>
      ) : (
        <IconButton label={t("attach_pause", { name })} onClick={() => pauseFile(item)}>
          <Icon of={Pause} size={18} />
        </IconButton>
      )}
      <IconButton label={t("attach_drop", { name })} onClick={() => dropFile(item)}>
        <Icon of={X} size={18} />
      </IconButton>
    </li>
  );
};
