// URLs of files, requested on demand and cached until they expire.
import type { Fields, FileLink } from "@baro/wire";

export type Variant = NonNullable<Fields<"get_file">["variant"]>;

/** A URL is renewed this long before it expires, ms, since a picture takes time to load. */
const EXPIRY_MARGIN_MS = 15_000;
/** Maximum number of parallel requests. */
const MAX_PARALLEL = 4;

interface CachedUrl {
  readonly url: Promise<string>;
  expiresAt: number;
}

export class FileUrls {
  private readonly fetch: (upload: string, variant: Variant) => Promise<FileLink>;
  private readonly now: () => number;
  private readonly cached = new Map<string, CachedUrl>();
  private readonly queue: (() => void)[] = [];
  private running = 0;

  constructor(fetch: (upload: string, variant: Variant) => Promise<FileLink>, now: () => number) {
    this.fetch = fetch;
    this.now = now;
  }

  /** A valid URL. Throws errors of the wire; failures aren't cached. */
  get(upload: string, variant: Variant): Promise<string> {
    const key = `${upload} ${variant}`;
    const before = this.cached.get(key);
    if (before && before.expiresAt > this.now()) return before.url;
    const held: CachedUrl = {
      url: this.request(upload, variant, (at) => {
        held.expiresAt = at;
      }),
      expiresAt: Number.POSITIVE_INFINITY,
    };
    this.cached.set(key, held);
    held.url.catch(() => this.forget(key, held));
    return held.url;
  }

  /** Drops a URL that failed to load. */
  invalidate(upload: string, variant: Variant): void {
    this.cached.delete(`${upload} ${variant}`);
  }

  private forget(key: string, held: CachedUrl): void {
    if (this.cached.get(key) === held) this.cached.delete(key);
  }

  private async request(upload: string, variant: Variant, ends: (at: number) => void): Promise<string> {
    if (this.running >= MAX_PARALLEL) await new Promise<void>((go) => this.queue.push(go));
    this.running += 1;
    try {
      const { url, expires_in } = await this.fetch(upload, variant);
      ends(this.now() + expires_in * 1_000 - EXPIRY_MARGIN_MS);
      return url;
    } finally {
      this.running -= 1;
      this.queue.shift()?.();
    }
  }
}
