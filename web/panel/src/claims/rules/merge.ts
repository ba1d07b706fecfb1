// Merges views of claims and files that arrive in any order: the newer one wins.
import type { ClaimView, UploadView } from "@baro/wire";

export type Claims = ReadonlyMap<string, ClaimView>;
export type Files = ReadonlyMap<string, UploadView>;

/** `answer`: the view was requested by this person; it replaces a pushed view of the same version. */
export const mergeClaim = (held: Claims, claim: ClaimView, answer: boolean): Claims => {
  const before = held.get(claim.id);
  if (before && (before.version > claim.version || (before.version === claim.version && !answer)))
    return held;
  return new Map(held).set(claim.id, claim);
};

const STATUS_ORDER: Readonly<Record<UploadView["status"], number>> = {
  requested: 0,
  stored: 1,
  checking: 2,
  ready: 3,
  quarantined: 3,
  discarded: 4,
};

/** The status of a file never goes back. */
export const mergeFile = (held: Files, file: UploadView): Files => {
  const before = held.get(file.id);
  if (before && STATUS_ORDER[before.status] > STATUS_ORDER[file.status]) return held;
  return new Map(held).set(file.id, file);
};

/** Whether the check of a file has taken `slowSeconds` or longer. `now` in ms. */
export const isSlow = ({ status, arrived_at = 0 }: UploadView, now: number, slowSeconds: number): boolean =>
  (status === "stored" || status === "checking") && arrived_at > 0 && now - arrived_at >= slowSeconds * 1_000;

export const mergeFiles = (held: Files, files: readonly UploadView[]): Files =>
  files.reduce((map, file) => mergeFile(map, file), held);

/** Files of a claim, oldest first: those of its conversation and those submitted as its documents. */
export const filesOf = (files: Files, claim: ClaimView): UploadView[] => {
  const documents = new Set((claim.documents ?? []).flatMap((doc) => doc.uploads ?? []));
  return sortedFiles(
    [...files.values()].filter(
      (file) => file.conversation === claim.conversation || file.claim === claim.id || documents.has(file.id),
    ),
  );
};

export const filesIn = (files: Files, conversation: string): UploadView[] =>
  sortedFiles([...files.values()].filter((file) => file.conversation === conversation));

/** In the order they were taken, or sent where that isn't known. */
export const sortedFiles = (files: UploadView[]): UploadView[] =>
  files
    .filter((file) => file.status !== "discarded")
    .sort((a, b) => timeOf(a) - timeOf(b) || a.at - b.at || a.id.localeCompare(b.id));

const timeOf = ({ taken_at, at }: UploadView): number => Date.parse(taken_at ?? "") || at;

/** A customer's claims: open ones first, then the newest. */
export const claimsOf = (claims: Claims, customer: string): ClaimView[] =>
  [...claims.values()]
    .filter((claim) => claim.customer.id === customer)
    .sort((a, b) => Number(b.open) - Number(a.open) || b.registered_at - a.registered_at);
