// Addresses that open files: each is asked for when it is needed, used while it holds, and asked for once at a time.
import type { Fields, FileLink } from "@baro/wire";

export type Variant = NonNullable<Fields<"get_file">["variant"]>;

/** A link is given up this long before it ends, ms: a picture takes a while to load. */
const SPARE = 15_000;
/** So many are asked for at once. */
const AT_ONCE = 4;

interface Held {
  readonly url: Promise<string>;
  until: number;
}

export class Links {
  private readonly fetch: (upload: string, variant: Variant) => Promise<FileLink>;
  private readonly now: () => number;
  private readonly held = new Map<string, Held>();
  private readonly queue: (() => void)[] = [];
  private running = 0;

  constructor(fetch: (upload: string, variant: Variant) => Promise<FileLink>, now: () => number) {
    this.fetch = fetch;
    this.now = now;
  }

  /** An address that holds for a while yet. Throws what the wire throws; asked again, it tries again. */
  get(upload: string, variant: Variant): Promise<string> {
    const key = `${upload} ${variant}`;
    const before = this.held.get(key);
    if (before && before.until > this.now()) return before.url;
    const held: Held = {
      url: this.ask(upload, variant, (at) => {
        held.until = at;
      }),
      until: Number.POSITIVE_INFINITY,
    };
    this.held.set(key, held);
    held.url.catch(() => this.forget(key, held));
    return held.url;
  }

  /** It didn't open: the next one asked for is a new one. */
  drop(upload: string, variant: Variant): void {
    this.held.delete(`${upload} ${variant}`);
  }

  private forget(key: string, held: Held): void {
    if (this.held.get(key) === held) this.held.delete(key);
  }

  private async ask(upload: string, variant: Variant, ends: (at: number) => void): Promise<string> {
    if (this.running >= AT_ONCE) await new Promise<void>((go) => this.queue.push(go));
    this.running += 1;
    try {
      const { url, expires_in } = await this.fetch(upload, variant);
      ends(this.now() + expires_in * 1_000 - SPARE);
      return url;
    } finally {
      this.running -= 1;
      this.queue.shift()?.();
    }
  }
}
