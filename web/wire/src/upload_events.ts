// Progress of an upload.

export interface UploadEvents {
  /** The share that was sent, 0 to 1. */
  progress(share: number): void;
  /** The connection is lost; the upload resumes by itself. */
  waiting?(): void;
}

/** The client was made without the option `putBytes`. */
export class UploadsUnavailable extends Error {}
