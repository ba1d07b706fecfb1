// What a conversation needs is loaded while one may write its first words already.
import { signal } from "@preact/signals";

type ChatChunk = typeof import("./chat_chunk");

/** Beside a road a file doesn't always come at the first try, ms. */
const RETRY_DELAY = 2_000;

/** Null until it is there. */
export const chatChunk = signal<ChatChunk | null>(null);
let loading: Promise<ChatChunk> | null = null;

/** Begins loading, once; it is tried until it is there. */
export const loadChat = (): Promise<ChatChunk> => {
  loading ??= loadWithRetry();
  return loading;
};

const loadWithRetry = async (): Promise<ChatChunk> => {
  for (;;) {
    try {
      chatChunk.value = await import("./chat_chunk");
      return chatChunk.value;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY));
    }
  }
};
