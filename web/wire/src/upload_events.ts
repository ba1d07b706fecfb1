// What a page is told of a file on its way.

export interface UploadEvents {
  /** How much has gone out, 0 to 1. */
  progress(share: number): void;
  /** The line is lost; it goes on by itself. */
  waiting?(): void;
}

/** This client was made without a way for files. */
export class UploadsUnavailable extends Error {}
