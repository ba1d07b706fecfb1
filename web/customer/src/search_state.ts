// Search in the conversation that is shown, including its history.
import { hasEarlier } from "@baro/wire";
import { computed, effect, signal, untracked } from "@preact/signals";
import { attempt, client, current, currentId, query } from "./model";
import { hitsIn, nextHit, reselected } from "./search";

export const hits = computed<readonly number[]>(() => {
  const thread = current.value;
  return thread && query.value !== null ? hitsIn(thread, query.value) : [];
});
/** The seq of the selected hit. */
export const selectedHit = signal<number | null>(null);
/** Whether earlier messages are being loaded for the search. */
export const loadingHistory = signal(false);

let historyAbort: AbortController | null = null;

export const openSearch = (): void => {
  query.value ??= "";
};

export const closeSearch = (): void => {
  historyAbort?.abort();
  query.value = null;
  selectedHit.value = null;
};

export const setQuery = (text: string): void => {
  query.value = text;
  if (text.trim() !== "") void loadHistory();
};

export const selectNextHit = (by: 1 | -1): void => {
  selectedHit.value = nextHit(hits.peek(), selectedHit.peek(), by);
};

/** Loads the rest of the history. */
const loadHistory = async (): Promise<void> => {
  const thread = current.peek();
  if (!thread || !client.peek() || loadingHistory.peek() || !hasEarlier(thread)) return;
  const aborter = new AbortController();
  historyAbort = aborter;
  loadingHistory.value = true;
  await attempt((to) => to.loadHistory(thread.view.id, aborter.signal));
  loadingHistory.value = false;
};

/** Keeps the selection among the hits, and ends the search when another conversation is shown. */
export const watchSearch = (): void => {
  effect(() => {
    const found = hits.value;
    const shown = selectedHit.peek();
    if (query.value === null) return;
    if (shown === null || !found.includes(shown)) selectedHit.value = reselected(found, shown);
  });
  effect(() => {
    currentId.value;
    untracked(closeSearch);
  });
};
