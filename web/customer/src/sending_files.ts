// Files on their way to the centre. The message that shows one comes from there; until then it stands at the composer.
import { Refused } from "@baro/wire";
import { signal } from "@preact/signals";
import { client, currentId } from "./model";

export interface FileOnItsWay {
  readonly key: number;
  readonly conversation: string;
  readonly file: File;
  /** 0 to 1. */
  readonly share: number;
  readonly status: "going" | "failed";
  /** The centre's word for why it failed; "" when it is the line. */
  readonly refusal: string;
}

export const files = signal<readonly FileOnItsWay[]>([]);
const aborts = new Map<number, AbortController>();
let count = 0;

export const sendFiles = (chosen: readonly File[]): void => {
  const conversation = currentId.peek();
  if (conversation === null) return;
  for (const file of chosen) {
    count += 1;
    const item: FileOnItsWay = { key: count, conversation, file, share: 0, status: "going", refusal: "" };
    files.value = [...files.value, item];
    void go(item);
  }
};

export const retryFile = (item: FileOnItsWay): void => {
  change(item.key, { share: 0, status: "going", refusal: "" });
  void go(item);
};

export const dropFile = (item: FileOnItsWay): void => {
  aborts.get(item.key)?.abort();
  aborts.delete(item.key);
  files.value = files.value.filter(({ key }) => key !== item.key);
};

const go = async (item: FileOnItsWay): Promise<void> => {
  const abort = new AbortController();
  aborts.set(item.key, abort);
  const progress = (share: number) => change(item.key, { share });
  try {
    await client.peek()?.upload(item.conversation, item.file, { progress }, abort.signal);
    dropFile(item);
  } catch (error) {
    // Taken back by the person, or refused, or lost: the last two stay to be tried again.
    const refusal = error instanceof Refused ? error.text : "";
    if (!abort.signal.aborted) change(item.key, { status: "failed", refusal });
  }
};

const change = (key: number, part: Partial<FileOnItsWay>): void => {
  files.value = files.value.map((item) => (item.key === key ? { ...item, ...part } : item));
};

/** 1,234,567 → "1.2 MB". */
export const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
