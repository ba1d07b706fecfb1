// Pictures of claims and files as they come in, in any order: the newer one stays.
import type { ClaimView, UploadView } from "@baro/wire";

export type Claims = ReadonlyMap<string, ClaimView>;
export type Files = ReadonlyMap<string, UploadView>;

/** `answer`: it was asked for by this person, so that of one version it knows more than what was told to all. */
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

/** A file never goes back: what was checked doesn't turn into what is being checked. */
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

/** Files to look at, the oldest first: of a claim (its conversation's and those handed in as its papers). */
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

const sortedFiles = (files: UploadView[]): UploadView[] =>
  files.filter((file) => file.status !== "discarded").sort((a, b) => a.at - b.at || a.id.localeCompare(b.id));

/** A customer's claims: open ones first, the newest first among them. */
export const claimsOf = (claims: Claims, customer: string): ClaimView[] =>
  [...claims.values()]
    .filter((claim) => claim.customer.id === customer)
    .sort((a, b) => Number(b.open) - Number(a.open) || b.registered_at - a.registered_at);
