// The customer's claims, as last received from the server.
import type { ClaimView, Push } from "@baro/wire";
import { signal } from "@preact/signals";
import { client } from "../model";

/** Null until they have been fetched. */
export const claims = signal<readonly ClaimView[] | null>(null);

export const applyClaimPush = (frame: Push): void => {
  if (frame.event === "claim") mergeClaim(frame.claim);
};

/** Adds or replaces a claim; of two versions the higher one stays. */
export const mergeClaim = (claim: ClaimView): void => {
  const others = (claims.peek() ?? []).filter(({ id }) => id !== claim.id);
  const current = claims.peek()?.find(({ id }) => id === claim.id);
  claims.value = [current && current.version > claim.version ? current : claim, ...others].sort(
    (a, b) => Number(b.open) - Number(a.open) || b.registered_at - a.registered_at,
  );
};

/** Fetches all claims. Throws what `Client.request` throws. */
export const loadClaims = async (): Promise<void> => {
  const answer = await client.peek()?.request("claims", {});
  claims.value = answer?.claims ?? [];
};

const labels = new Map<string, Promise<ReadonlyMap<string, string>>>();

const labelsOf = async (claim: string): Promise<ReadonlyMap<string, string>> => {
  const known = claims.peek()?.find(({ id }) => id === claim);
  const view = known ?? (await client.peek()?.request("claim", { claim }))?.claim;
  return new Map((view?.documents ?? []).map(({ document }) => [document.item, document.label]));
};

/** The label of a required document, fetched once per claim; null where it can't be fetched. */
export const documentLabel = async (claim: string, item: string): Promise<string | null> => {
  const known = labels.get(claim) ?? labelsOf(claim);
  labels.set(claim, known);
  try {
    const label = (await known).get(item);
    if (label === undefined) labels.delete(claim); // added since: fetch again next time
    return label ?? null;
  } catch {
    labels.delete(claim); // connection lost
    return null;
  }
};
