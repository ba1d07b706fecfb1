// Exports text to the clipboard, another app or a file.
import { showToast } from "./model";
import { t } from "./texts";

export const canShare = (): boolean => typeof navigator.share === "function";

/** `done` is the toast after copying. */
export const copyText = async (text: string, done: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(text);
    showToast(done);
  } catch {
    showToast(t("copy_failed"));
  }
};

/** Opens the share dialog; copies the text where that fails. */
export const shareText = async (title: string, text: string): Promise<void> => {
  try {
    await navigator.share(title ? { title, text } : { text });
  } catch (error) {
    // Closed without choosing: not an error.
    if (!(error instanceof DOMException && error.name === "AbortError")) await copyText(text, t("copied"));
  }
};

export const downloadText = (name: string, text: string): void => {
  // The byte order mark tells editors on Windows that it is UTF-8.
  const url = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
