// A file that isn't uploaded yet.
export interface PendingFile {
  /** `device:fnumber`, the same for every attempt. */
  readonly key: string;
  readonly conversation: string;
  readonly file: Blob;
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
  readonly status: "sending" | "waiting" | "paused" | "failed";
  /** The server's text for why it failed; "" for a lost connection. */
  readonly refusal: string;
  /** The required document that it is submitted as, from the pressed button of a checklist. */
  readonly document: { readonly claim: string; readonly item: string } | null;
}
