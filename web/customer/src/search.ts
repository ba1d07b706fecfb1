// Finds text in a conversation. Pure rules.
import type { Thread } from "@baro/wire";
import { answersBySeq, plainText } from "./rows";

/** A pattern that ignores case and spacing: "차량번호" also finds "차량 번호". Null for an empty query. */
export const patternOf = (query: string): RegExp | null => {
  const characters = [...query.normalize("NFC")].filter((character) => /\S/u.test(character));
  if (characters.length === 0) return null;
  return new RegExp(characters.map(escapeRegExp).join("\\s*"), "giu");
};

const escapeRegExp = (character: string): string => character.replace(/[$()*+./?[\\\]^{|}]/u, "\\$&");

/** Seqs of the messages whose shown text matches, oldest first. */
export const hitsIn = (thread: Thread, query: string): number[] => {
  const pattern = patternOf(query);
  if (!pattern) return [];
  const given = answersBySeq(thread);
  const hits: number[] = [];
  for (const { seq, body } of thread.messages) {
    // Submitted values are shown in their form.
    const values = body.type === "form" ? Object.values(given.get(seq)?.submitted?.values ?? {}) : [];
    const text = body.type === "form_submission" ? "" : [plainText(body), ...values].join("\n");
    pattern.lastIndex = 0;
    if (pattern.test(text)) hits.push(seq);
  }
  return hits;
};

/**
 * The hit to select when the hits have changed: the selected one if it is still a hit, else the newest
 * at or before it.
 */
export const reselected = (hits: readonly number[], shown: number | null): number | null =>
  hits.findLast((seq) => shown === null || seq <= shown) ?? hits.at(0) ?? null;

/** The next hit towards the newest (`by` 1) or the oldest (-1), wrapping around. */
export const nextHit = (hits: readonly number[], shown: number | null, by: 1 | -1): number | null => {
  if (hits.length === 0) return null;
  const at = shown === null ? -1 : hits.indexOf(shown);
  return at < 0 ? reselected(hits, shown) : (hits.at((at + by) % hits.length) ?? null);
};
