// Photos of a job before and after the work: uploaded at once, named in the step that they belong to.

import type { KeyValueStore } from "@baro/design/storage";
import type { Client, FileUpload } from "@baro/wire";
import { Refused } from "@baro/wire";
import { signal } from "@preact/signals";

export type PhotoPhase = "before" | "after";

export interface JobPhoto {
  readonly key: string;
  readonly job: string;
  readonly conversation: string;
  readonly phase: PhotoPhase;
  /** Null after a reload: only the upload is known then. */
  readonly file: File | null;
  /** Address of the picture in this page; "" without one. */
  readonly url: string;
  /** 0 to 1. */
  readonly share: number;
  readonly status: "sending" | "waiting" | "sent" | "failed";
  /** Id of the upload; "" until it has arrived. */
  readonly upload: string;
  readonly refusal: string;
}

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const newKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${[...bytes].map((byte) => ALPHABET[byte % 32]).join("")}:f1`;
};

export class JobPhotos {
  readonly all = signal<readonly JobPhoto[]>([]);
  private readonly client: Pick<Client, "upload">;
  private readonly store: KeyValueStore;
  private readonly aborts = new Map<string, AbortController>();

  constructor(client: Pick<Client, "upload">, store: KeyValueStore) {
    this.client = client;
    this.store = store;
  }

  of(job: string, phase: PhotoPhase): readonly JobPhoto[] {
    return this.all.value.filter((photo) => photo.job === job && photo.phase === phase);
  }

  /** The uploads that have arrived. */
  uploads(job: string, phase: PhotoPhase): readonly string[] {
    return this.of(job, phase).flatMap(({ upload }) => upload || []);
  }

  add(job: string, conversation: string, phase: PhotoPhase, files: readonly File[]): void {
    const added = files.map(
      (file): JobPhoto => ({
        key: newKey(),
        job,
        conversation,
        phase,
        file,
        url: URL.createObjectURL(file),
        share: 0,
        status: "sending",
        upload: "",
        refusal: "",
      }),
    );
    this.all.value = [...this.all.peek(), ...added];
    for (const photo of added) void this.send(photo);
  }

  /** Shows again what this device had uploaded for the job before the page was left. */
  restore(job: string, conversation: string): void {
    if (this.all.peek().some((photo) => photo.job === job)) return;
    const known = this.stored(job).map(
      ({ upload, phase }): JobPhoto => ({
        key: upload,
        job,
        conversation,
        phase,
        file: null,
        url: "",
        share: 1,
        status: "sent",
        upload,
        refusal: "",
      }),
    );
    if (known.length > 0) this.all.value = [...this.all.peek(), ...known];
  }

  retry(photo: JobPhoto): void {
    this.change(photo.key, { status: "sending", refusal: "" });
    void this.send(photo);
  }

  remove(photo: JobPhoto): void {
    this.aborts.get(photo.key)?.abort();
    if (photo.url) URL.revokeObjectURL(photo.url);
    this.all.value = this.all.peek().filter(({ key }) => key !== photo.key);
    this.keep(photo.job);
  }

  /** The job is over. */
  forget(job: string): void {
    for (const photo of this.all.peek().filter((one) => one.job === job)) this.remove(photo);
  }

  private async send(photo: JobPhoto): Promise<void> {
    const { key, file, conversation } = photo;
    if (!file) return;
    const abort = new AbortController();
    this.aborts.set(key, abort);
    const parcel: FileUpload = {
      conversation,
      clientId: key,
      file,
      name: file.name || "photo.jpg",
      type: file.type || "image/jpeg",
      purpose: "file",
    };
    try {
      const { id } = await this.client.upload(
        parcel,
        {
          progress: (share) => this.change(key, { share, status: "sending" }),
          waiting: () => this.change(key, { status: "waiting" }),
        },
        abort.signal,
      );
      this.change(key, { status: "sent", share: 1, upload: id });
      this.keep(photo.job);
    } catch (error) {
      if (abort.signal.aborted) return;
      if (!(error instanceof Refused)) throw error;
      this.change(key, { status: "failed", refusal: error.text });
    }
  }

  private change(key: string, change: Partial<JobPhoto>): void {
    this.all.value = this.all.peek().map((photo) => (photo.key === key ? { ...photo, ...change } : photo));
  }

  private keep(job: string): void {
    const sent = this.all.peek().filter((photo) => photo.job === job && photo.upload !== "");
    const value = sent.map(({ upload, phase }) => ({ upload, phase }));
    this.store.set(`baro photos ${job}`, value.length > 0 ? JSON.stringify(value) : null);
  }

  private stored(job: string): readonly { upload: string; phase: PhotoPhase }[] {
    try {
      const data: unknown = JSON.parse(this.store.get(`baro photos ${job}`) ?? "[]");
      return Array.isArray(data) ? data : [];
    } catch {
      return [];
    }
  }
}
