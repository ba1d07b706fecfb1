// Pictures and files: chosen beside the composer, shown above it until the centre has them.
import { Button, Icon, IconButton, Popup, Progress } from "@baro/design";
import { Camera, File as FileIcon, Image, Plus, X } from "lucide";
import { useRef, useState } from "preact/hooks";
import { currentId } from "../model";
import { dropFile, type FileOnItsWay, files, retryFile, sendFiles, sizeText } from "../sending_files";
import { t } from "../texts";

/** A camera is at hand where fingers are. */
const onGlass = (): boolean => matchMedia("(pointer: coarse)").matches;

type Source = "camera" | "pictures" | "files";

export const AttachButton = () => {
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const inputs = { camera: usePicker(), pictures: usePicker(), files: usePicker() };
  const open = (event: MouseEvent) => {
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    setAt({ x: left, y: top - 4 });
  };
  const item = (source: Source, icon: typeof Camera, label: string) => ({
    label,
    icon: <Icon of={icon} size={20} />,
    onPick: () => inputs[source].current?.click(),
  });
  const take = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    sendFiles([...(input.files ?? [])]);
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
      <input ref={inputs.files} type="file" hidden multiple onChange={take} />
      {at ? (
        <Popup
          label={t("attach")}
          at={at}
          onClose={() => setAt(null)}
          items={[
            ...(onGlass() ? [item("camera", Camera, t("attach_camera"))] : []),
            item("pictures", Image, t("attach_pictures")),
            item("files", FileIcon, t("attach_files")),
          ]}
        />
      ) : null}
    </>
  );
};

const usePicker = () => useRef<HTMLInputElement>(null);

/** What is on its way from this conversation. */
export const Tray = () => {
  const here = files.value.filter(({ conversation }) => conversation === currentId.value);
  if (here.length === 0) return null;
  return (
    <ul class="c-tray" aria-label={t("attached")}>
      {here.map((item) => (
        <Entry key={item.key} item={item} />
      ))}
    </ul>
  );
};

const Entry = ({ item }: { item: FileOnItsWay }) => {
  const { file, status } = item;
  return (
    <li data-status={status}>
      <Icon of={file.type.startsWith("image/") ? Image : FileIcon} />
      <div>
        <p>
          <span>{file.name}</span>
          <span>{sizeText(file.size)}</span>
        </p>
        {status === "going" ? (
          <Progress share={item.share} label={t("attach_going", { name: file.name })} />
        ) : (
          <p role="alert">{item.refusal || t("attach_failed")}</p>
        )}
      </div>
      {status === "failed" ? (
        <Button size="small" onClick={() => retryFile(item)}>
          {t("try_again")}
        </Button>
      ) : null}
      <IconButton label={t("attach_drop", { name: file.name })} onClick={() => dropFile(item)}>
        <Icon of={X} size={18} />
      </IconButton>
    </li>
  );
};
