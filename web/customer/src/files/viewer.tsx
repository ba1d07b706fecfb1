// Opens a file: pictures in a dialog, everything else in a new window.
import { Icon, IconButton, ToastContext, useLayer } from "@baro/design";
import type { UploadView } from "@baro/wire";
import { signal } from "@preact/signals";
import { X, ZoomIn, ZoomOut } from "lucide";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { attempt } from "../model";
import { t } from "../texts";

interface OpenedFile {
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

export const openedFile = signal<OpenedFile | null>(null);

export const openFile = async (file: UploadView): Promise<void> => {
  // Opened in the click handler: browsers block windows that are opened later.
  const isImage = file.kind === "photo" || file.kind === "signature";
  const window_ = isImage ? null : window.open("", "_blank");
  const opened = await attempt(async (to) => {
    const { url } = await to.request("get_file", { upload: file.id, variant: "share" });
    if (window_) {
      window_.opener = null;
      window_.location.href = url;
    } else openedFile.value = { id: file.id, name: file.name, url };
  });
  if (!opened) window_?.close();
};

export const Viewer = () =>
  openedFile.value ? <ImageDialog key={openedFile.value.id} file={openedFile.value} /> : null;

const ImageDialog = ({ file }: { file: OpenedFile }) => {
  const layer = useLayer();
  const ToastView = useContext(ToastContext);
  const [large, setLarge] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const close = () => {
    openedFile.value = null;
  };
  return (
    <dialog ref={dialog} class="c-viewer" aria-label={file.name} onClose={close}>
      <header>
        <p>{file.name}</p>
        <IconButton label={t(large ? "zoom_out" : "zoom_in")} onClick={() => setLarge(!large)}>
          <Icon of={large ? ZoomOut : ZoomIn} />
        </IconButton>
        <IconButton label={t("close")} onClick={() => dialog.current?.close()}>
          <Icon of={X} />
        </IconButton>
      </header>
      <div tabIndex={large ? 0 : undefined} data-large={large || undefined}>
        <img src={file.url} alt={file.name} />
      </div>
      <ToastView layer={layer} />
    </dialog>
  );
};
