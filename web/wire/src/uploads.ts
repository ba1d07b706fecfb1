// The place where files get to the centre: a port, as sockets and storage are. The centre answers by saying the
// message that shows the file, which comes in like any other.

export interface UploadEvents {
  /** How much has gone out, 0 to 1. */
  progress(share: number): void;
}

/** Takes one file to where a conversation refers to it. */
export interface Uploads {
  /**
   * Resolves when the centre has the whole file. Throws `Refused` (too large, a kind it doesn't take), `LineLost`
   * or an `AbortError` when `signal` ended it.
   */
  upload(conversation: string, file: File, events: UploadEvents, signal: AbortSignal): Promise<void>;
}

/** This client was made without a way for files. */
export class UploadsUnavailable extends Error {}
