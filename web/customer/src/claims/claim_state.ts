// The customer's claims, as last received from the server.
import type { ClaimView, DocumentStatus, Push } from "@baro/wire";
import { effect, signal } from "@preact/signals";
import { client, connection } from "../model";
import { isOtherLanguage } from "../notice_text";
import { language } from "../texts";

/** Null until they have been fetched. */
export const claims = signal<readonly ClaimView[] | null>(null);

export const applyClaimPush = (frame: Push): void => {
  if (frame.event !== "claim") return;
  mergeClaim(frame.claim);
  // A push speaks the language of the conversation.
  if (isForeign(frame.claim)) void fetchClaim(frame.claim.id);
};

const isForeign = (claim: ClaimView): boolean =>
  claim.exposures.some(({ label }) => isOtherLanguage(label, language.peek()));

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

/** The documents of a claim without those that only adjusters ask for, unless something was sent. */
export const shownDocuments = (claim: ClaimView) =>
  (claim.documents ?? [])
    .filter(({ document, uploads }) => document.need !== "none" || uploads?.length)
    .map(({ document }) => document);

const fetched = new Set<string>();

const fetchClaim = async (claim: string): Promise<void> => {
  fetched.add(claim);
  try {
    const answer = await client.peek()?.request("claim", { claim });
    if (answer) mergeClaim(answer.claim);
  } catch {
    fetched.delete(claim); // connection lost: fetched when it is shown again
  }
};

/** A required document of a claim; null until it is known. The claim is fetched once; changes are pushed. */
export const documentOf = (claim: string, item: string): DocumentStatus | null => {
  const documents = claims.value?.find(({ id }) => id === claim)?.documents;
  if (!documents && claim && connection.value.phase === "online" && !fetched.has(claim))
    void fetchClaim(claim);
  return documents?.find(({ document }) => document.item === item)?.document ?? null;
};

/** Changes during a lost connection weren't pushed, and a new one may speak another language: fetch again. */
effect(() => {
  if (connection.value.phase !== "online") return;
  if (claims.peek() !== null) void loadClaims().catch(() => undefined);
  for (const claim of [...fetched]) void fetchClaim(claim);
});
