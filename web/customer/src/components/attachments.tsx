// The attach button of the composer; pictures can be pasted and dropped as well.
import { Icon, IconButton, listenForFiles, Popup } from "@baro/design";
import { Camera, File as FileIcon, Image, Plus } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { nextFiles, rejectionReason, sendFiles } from "../files/file_uploads";
import { LazyShotDialog } from "../files/lazy_body";
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
  /** The next files are for no document and no shot. */
  const forget = () => {
    nextFiles.value = null;
  };
  const item = (source: Source, icon: typeof Camera, label: string) => ({
    label,
    icon: <Icon of={icon} size={20} />,
    onPick: () => {
      forget();
      inputs[source].current?.click();
    },
  });
  const [guided, setGuided] = useState(false);
  const [over, setOver] = useState(false);
  useEffect(
    () =>
      listenForFiles(document, {
        onOver: setOver,
        onFiles: (files) => {
          if (document.querySelector("dialog[open]") || currentId.peek() === null) return;
          forget();
          sendAccepted(files.map(named));
        },
      }),
    [],
  );
  const suffixes = state.value.fileSuffixes;
  const take = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    sendAccepted([...(input.files ?? [])]);
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
      <input
        ref={inputs.camera}
        id="take-photo"
        type="file"
        hidden
        accept="image/*"
        capture="environment"
        onChange={take}
        onCancel={forget}
      />
      <input
        ref={inputs.pictures}
        type="file"
        hidden
        accept="image/*,video/*"
        multiple
        onChange={take}
        onCancel={forget}
      />
      <input
        ref={inputs.files}
        id="pick-files"
        type="file"
        hidden
        multiple
        accept={suffixes.map((suffix) => `.${suffix}`).join(",")}
        onChange={take}
        onCancel={forget}
      />
      {guided ? <LazyShotDialog onClose={() => setGuided(false)} /> : null}
      <p class="b-drop" role="status" data-shown={over}>
        {over ? t("drop_here") : null}
      </p>
      {at ? (
        <Popup
          label={t("attach")}
          at={at}
          onClose={() => setAt(null)}
          items={[
            ...(isTouch() ? [item("camera", Camera, t("attach_camera"))] : []),
            { label: t("attach_shots"), icon: <Icon of={Camera} size={20} />, onPick: () => setGuided(true) },
            item("pictures", Image, t("attach_pictures")),
            item("files", FileIcon, t("attach_files")),
          ]}
        />
      ) : null}
    </>
  );
};

/** Sends what can be sent, and says why the rest can't. */
const sendAccepted = (chosen: readonly File[]): void => {
  const reasonOf = (file: File) => rejectionReason(file, state.peek().fileSuffixes);
  const refused = chosen.map(reasonOf).find((reason) => reason !== null);
  if (refused) showToast(refused);
  sendFiles(chosen.filter((file) => reasonOf(file) === null));
};

/** Browsers name every picture of the clipboard "image.png". */
const named = (file: File): File =>
  file.name === "image.png"
    ? new File([file], `${t("pasted_picture")}.png`, { type: file.type, lastModified: file.lastModified })
    : file;

const usePicker = () => useRef<HTMLInputElement>(null);
