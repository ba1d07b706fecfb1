// Addresses that open files: each is asked for when it is needed, used while it holds, and asked for once at a time.
import type { Fields, FileLink } from "@baro/wire";

export type Variant = NonNullable<Fields<"get_file">["variant"]>;

/** A link is given up this long before it ends, ms: a picture takes a while to load. */
const EXPIRY_MARGIN_MS = 15_000;
/** So many are asked for at once. */
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

  /** An address that holds for a while yet. Throws what the wire throws; asked again, it tries again. */
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

  /** It didn't open: the next one asked for is a new one. */
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
