// What a conversation needs is loaded while one may write its first words already.
import { signal } from "@preact/signals";

type Talking = typeof import("./chat_chunk");

/** Beside a road a file doesn't always come at the first try, ms. */
const AGAIN_AFTER = 2_000;

/** Null until it is there. */
export const talking = signal<Talking | null>(null);
let coming: Promise<Talking> | null = null;

/** Begins loading, once; it is tried until it is there. */
export const loadTalking = (): Promise<Talking> => {
  coming ??= tried();
  return coming;
};

const tried = async (): Promise<Talking> => {
  for (;;) {
    try {
      talking.value = await import("./chat_chunk");
      return talking.value;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    }
  }
};
