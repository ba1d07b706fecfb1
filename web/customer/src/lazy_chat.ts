// Loads the chat chunk, while the first message can be written already.
import { signal } from "@preact/signals";

type ChatChunk = typeof import("./chat_chunk");

/** Delay before loading is tried again on a bad network, ms. */
const RETRY_DELAY = 2_000;

/** Null until it is loaded. */
export const chatChunk = signal<ChatChunk | null>(null);
let loading: Promise<ChatChunk> | null = null;

/** Loads the chunk once; retries until it succeeds. */
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
