// A file between this page and the centre.
export interface PendingFile {
  /** `device:fnumber`, the same for every attempt. */
  readonly key: string;
  readonly conversation: string;
  readonly file: Blob;
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
  readonly status: "sending" | "waiting" | "paused" | "failed";
  /** The centre's word for why it failed; "" when it is the line. */
  readonly refusal: string;
  /** The document it is meant as, from the checklist whose button was pressed. */
  readonly document: { readonly claim: string; readonly item: string } | null;
}
