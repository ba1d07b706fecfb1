// Uploads a file: announces it, puts its parts at the addresses of the upload plan, and completes it. Resumable.
import { AnswerTimeout, ConnectionLost, type Fields, Refused } from "./connection";
import type { Clock } from "./ports";
import type { Results, UploadView } from "./protocol";
import type { UploadEvents } from "./upload_events";

/** Puts bytes at an address. Resolves when they have arrived; throws `PutFailed` or an `AbortError`. */
export type PutBytes = (
  url: string,
  bytes: Blob,
  sent: (count: number) => void,
  signal: AbortSignal,
) => Promise<void>;

/** The bytes didn't arrive: the connection was lost, or the address has expired. */
export class PutFailed extends Error {}

type FileAction = "upload" | "upload_parts" | "uploaded" | "discard";
type Request = <A extends FileAction>(action: A, fields: Fields<A>) => Promise<Results[A]>;

/** A file to upload. `clientId` (`device:fnumber`) identifies it, so that the upload resumes after a reload. */
export interface FileUpload {
  readonly conversation: string;
  readonly clientId: string;
  readonly file: Blob;
  readonly name: string;
  readonly type: string;
  readonly purpose: "file" | "signature";
}

/** Number of parts uploaded at the same time. */
const PARALLEL_PARTS = 3;
/** The delay before another attempt starts here and doubles, with jitter, ms. */
const MIN_RETRY_DELAY = 1_000;
const MAX_RETRY_DELAY = 30_000;

export class FileUploader {
  private readonly request: Request;
  private readonly putBytes: PutBytes;
  private readonly clock: Clock;
  private readonly random: () => number;

  constructor(request: Request, putBytes: PutBytes, clock: Clock, random: () => number) {
    this.request = request;
    this.putBytes = putBytes;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Resolves when the server has the whole file. Transient failures are retried without limit. Throws `Refused` for
   * what the server doesn't accept, and an `AbortError` when `signal` ended it.
   */
  async upload(upload: FileUpload, events: UploadEvents, signal: AbortSignal): Promise<UploadView> {
    const { conversation, clientId: client_id, name, type, purpose } = upload;
    const announce = { conversation, client_id, name, size: upload.file.size, type, purpose };
    let uploadId = "";
    for (let failures = 0; ; ) {
      signal.throwIfAborted();
      try {
        const plan =
          uploadId === ""
            ? await this.request("upload", announce)
            : await this.request("upload_parts", { upload: uploadId });
        uploadId = plan.upload.id;
        events.progress((plan.received_bytes ?? 0) / upload.file.size);
        await this.putParts(upload, plan, events, signal, () => {
          failures = 0;
        });
        return (await this.request("uploaded", { upload: uploadId })).upload;
      } catch (error) {
        if (signal.aborted || !isTransient(error)) throw error;
        failures += 1;
        events.waiting?.();
        const wait = Math.min(MAX_RETRY_DELAY, MIN_RETRY_DELAY * 2 ** (failures - 1)) * this.random();
        await this.pause(wait, signal);
      }
    }
  }

  private async putParts(
    upload: FileUpload,
    plan: Results["upload"],
    events: UploadEvents,
    signal: AbortSignal,
    onPartSent: () => void,
  ): Promise<void> {
    const size = plan.part_size ?? 0;
    const remaining = [...(plan.parts ?? [])];
    const inFlight = new Map<number, number>();
    let arrivedBytes = plan.received_bytes ?? 0;
    const report = () => {
      const sending = [...inFlight.values()].reduce((sum, count) => sum + count, 0);
      events.progress(Math.min(1, (arrivedBytes + sending) / upload.file.size));
    };
    const worker = async () => {
      for (let part = remaining.shift(); part; part = remaining.shift()) {
        const { number, url } = part;
        const bytes = upload.file.slice((number - 1) * size, number * size);
        const sent = (count: number) => {
          inFlight.set(number, count);
          report();
        };
        await this.putBytes(url, bytes, sent, signal);
        inFlight.delete(number);
        arrivedBytes += bytes.size;
        onPartSent();
        report();
      }
    };
    await Promise.all(Array.from({ length: Math.min(PARALLEL_PARTS, remaining.length) }, worker));
  }

  private pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = this.clock.after(ms, () => {
        signal.removeEventListener("abort", abort);
        resolve();
      });
      const abort = () => {
        stop();
        reject(signal.reason);
      };
      signal.addEventListener("abort", abort, { once: true });
    });
  }
}

/** Whether another attempt may succeed. */
const isTransient = (error: unknown): boolean =>
  error instanceof PutFailed ||
  error instanceof ConnectionLost ||
  error instanceof AnswerTimeout ||
  (error instanceof Refused && error.retryable);
