// Files that are pasted or dropped onto a page.

export interface FileDropOptions {
  readonly onFiles: (files: readonly File[]) => void;
  /** Whether files are being dragged over the page. */
  readonly onOver: (over: boolean) => void;
}

const hasFiles = (data: DataTransfer | null): boolean => data?.types.includes("Files") ?? false;

const filesOf = (data: DataTransfer | null): File[] => [...(data?.files ?? [])];

/** Listens on `target`, usually the document; returns what stops it. A dropped file never replaces the page. A text that a
 *  program copies along with its picture (a cell of a sheet) is pasted as text. */
export const listenForFiles = (target: EventTarget, { onFiles, onOver }: FileDropOptions): (() => void) => {
  let over = false;
  const setOver = (next: boolean) => {
    if (next !== over) onOver(next);
    over = next;
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = filesOf(event.clipboardData);
    if (files.length === 0 || event.clipboardData?.getData("text/plain")) return;
    event.preventDefault();
    onFiles(files);
  };
  const onDrag = (event: DragEvent) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    setOver(true);
  };
  const onLeave = (event: DragEvent) => {
    // Between two elements of the page there is a related one.
    if (event.relatedTarget === null) setOver(false);
  };
  const onDrop = (event: DragEvent) => {
    setOver(false);
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    const files = filesOf(event.dataTransfer);
    if (files.length > 0) onFiles(files);
  };
  const listeners = { paste: onPaste, dragenter: onDrag, dragover: onDrag, dragleave: onLeave, drop: onDrop };
  for (const [type, listener] of Object.entries(listeners))
    target.addEventListener(type, listener as EventListener);
  return () => {
    for (const [type, listener] of Object.entries(listeners))
      target.removeEventListener(type, listener as EventListener);
  };
};
