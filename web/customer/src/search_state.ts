// Searching the conversation that is shown, back to its beginning.
import { hasEarlier } from "@baro/wire";
import { computed, effect, signal, untracked } from "@preact/signals";
import { attempt, client, current, currentId, query } from "./model";
import { hitsIn, settled, stepped } from "./search";

export const hits = computed<readonly number[]>(() => {
  const thread = current.value;
  return thread && query.value !== null ? hitsIn(thread, query.value) : [];
});
/** The seq of the message that is looked at. */
export const hit = signal<number | null>(null);
/** Earlier messages are still coming in. */
export const reachingBack = signal(false);

let reaching: AbortController | null = null;

export const openSearch = (): void => {
  query.value ??= "";
};

export const closeSearch = (): void => {
  reaching?.abort();
  query.value = null;
  hit.value = null;
};

export const lookFor = (text: string): void => {
  query.value = text;
  if (text.trim() !== "") void reachBack();
};

export const step = (by: 1 | -1): void => {
  hit.value = stepped(hits.peek(), hit.peek(), by);
};

/** Brings in what is only in the history. */
const reachBack = async (): Promise<void> => {
  const thread = current.peek();
  if (!thread || !client.peek() || reachingBack.peek() || !hasEarlier(thread)) return;
  const begun = new AbortController();
  reaching = begun;
  reachingBack.value = true;
  await attempt((to) => to.loadHistory(thread.view.id, begun.signal));
  reachingBack.value = false;
};

/** Keeps the hit that is looked at among the hits, and ends the search when the conversation changes. */
export const followSearch = (): void => {
  effect(() => {
    const found = hits.value;
    const shown = hit.peek();
    if (query.value === null) return;
    if (shown === null || !found.includes(shown)) hit.value = settled(found, shown);
  });
  effect(() => {
    currentId.value;
    untracked(closeSearch);
  });
};
