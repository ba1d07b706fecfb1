// Gives text to the world outside: the clipboard, another app, a file.
import { tell } from "./model";
import { t } from "./texts";

export const canShare = (): boolean => typeof navigator.share === "function";

/** `done` is said when it is copied. */
export const copy = async (text: string, done: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(text);
    tell(done);
  } catch {
    tell(t("copy_failed"));
  }
};

/** Lets the person choose an app; where that fails, it is copied. */
export const share = async (title: string, text: string): Promise<void> => {
  try {
    await navigator.share(title ? { title, text } : { text });
  } catch (error) {
    // Closed without choosing: that is an answer as well.
    if (!(error instanceof DOMException && error.name === "AbortError")) await copy(text, t("copied"));
  }
};

export const saveAsFile = (name: string, text: string): void => {
  // The mark tells editors on Windows that it is UTF-8.
  const url = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
