// A file's way to the centre: announced, its bytes put where the centre says, in parts that outlive a lost line, then said.
import { type Fields, LineLost, Refused, Unanswered } from "./link";
import type { Clock } from "./ports";
import type { Results, UploadView } from "./protocol";
import type { UploadEvents } from "./uploads";

/** Puts bytes at an address. Resolves when they are there; throws `PutFailed`, or an `AbortError` when `signal` ended it. */
export type Put = (
  url: string,
  bytes: Blob,
  sent: (count: number) => void,
  signal: AbortSignal,
) => Promise<void>;

/** The bytes didn't get there: the line, or an address that has run out. */
export class PutFailed extends Error {}

type FileAction = "upload" | "upload_parts" | "uploaded" | "discard";
type Request = <A extends FileAction>(action: A, fields: Fields<A>) => Promise<Results[A]>;

/** What is sent: `clientId` names it for ever (`device:fnumber`), so that it goes on where it was after a reload. */
export interface Parcel {
  readonly conversation: string;
  readonly clientId: string;
  readonly file: Blob;
  readonly name: string;
  readonly type: string;
  readonly purpose: "file" | "signature";
}

/** So many parts side by side. */
const ABREAST = 3;
/** A lost line is tried again after up to this, doubling, ms. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

export class Sender {
  private readonly request: Request;
  private readonly put: Put;
  private readonly clock: Clock;
  private readonly random: () => number;

  constructor(request: Request, put: Put, clock: Clock, random: () => number) {
    this.request = request;
    this.put = put;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Resolves when the centre has the whole file. What the line loses is tried again without end; throws `Refused` for
   * what the centre doesn't take, and an `AbortError` when `signal` ended it.
   */
  async send(parcel: Parcel, events: UploadEvents, signal: AbortSignal): Promise<UploadView> {
    const { conversation, clientId: client_id, name, type, purpose } = parcel;
    const announce = { conversation, client_id, name, size: parcel.file.size, type, purpose };
    let upload = "";
    for (let failures = 0; ; ) {
      signal.throwIfAborted();
      try {
        const way =
          upload === ""
            ? await this.request("upload", announce)
            : await this.request("upload_parts", { upload });
        upload = way.upload.id;
        events.progress((way.arrived ?? 0) / parcel.file.size);
        await this.putAll(parcel, way, events, signal, () => {
          failures = 0;
        });
        return (await this.request("uploaded", { upload })).upload;
      } catch (error) {
        if (signal.aborted || !passing(error)) throw error;
        failures += 1;
        events.waiting?.();
        const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1)) * this.random();
        await this.pause(wait, signal);
      }
    }
  }

  private async putAll(
    parcel: Parcel,
    way: Results["upload"],
    events: UploadEvents,
    signal: AbortSignal,
    arrived: () => void,
  ): Promise<void> {
    const size = way.part_size ?? 0;
    const waiting = [...(way.parts ?? [])];
    const going = new Map<number, number>();
    let there = way.arrived ?? 0;
    const tell = () => {
      const moving = [...going.values()].reduce((sum, count) => sum + count, 0);
      events.progress(Math.min(1, (there + moving) / parcel.file.size));
    };
    const worker = async () => {
      for (let part = waiting.shift(); part; part = waiting.shift()) {
        const { number, url } = part;
        const bytes = parcel.file.slice((number - 1) * size, number * size);
        const sent = (count: number) => {
          going.set(number, count);
          tell();
        };
        await this.put(url, bytes, sent, signal);
        going.delete(number);
        there += bytes.size;
        arrived();
        tell();
      }
    };
    await Promise.all(Array.from({ length: Math.min(ABREAST, waiting.length) }, worker));
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

/** What another attempt may mend. */
const passing = (error: unknown): boolean =>
  error instanceof PutFailed ||
  error instanceof LineLost ||
  error instanceof Unanswered ||
  (error instanceof Refused && error.retryable);
