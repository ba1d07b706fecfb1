// Files and claims as the centre last told of them.
import type { ClaimView, Push, UploadView } from "@baro/wire";
import { signal } from "@preact/signals";
import { client } from "../model";

export const uploads = signal<ReadonlyMap<string, UploadView>>(new Map());
export const claims = signal<readonly ClaimView[] | null>(null);

export const heard = (frame: Push): void => {
  if (frame.event === "upload") keep([frame.upload]);
  if (frame.event === "claim") keepClaim(frame.claim);
};

const keep = (views: readonly UploadView[]): void => {
  uploads.value = new Map([...uploads.peek(), ...views.map((view) => [view.id, view] as const)]);
};

/** Of two pictures of a claim the higher version is the newer. */
export const keepClaim = (claim: ClaimView): void => {
  const others = (claims.peek() ?? []).filter(({ id }) => id !== claim.id);
  const held = claims.peek()?.find(({ id }) => id === claim.id);
  claims.value = [held && held.version > claim.version ? held : claim, ...others].sort(
    (a, b) => Number(b.open) - Number(a.open) || b.registered_at - a.registered_at,
  );
};

const asked = new Set<string>();

/** The files of a conversation, once; what changes afterwards is told. */
export const learnFiles = async (conversation: string): Promise<void> => {
  if (asked.has(conversation)) return;
  asked.add(conversation);
  try {
    const answer = await client.peek()?.request("files", { conversation });
    keep(answer?.files ?? []);
  } catch {
    asked.delete(conversation); // the next drawing asks again
  }
};

/** One's claims, anew. Throws what `request` throws. */
export const learnClaims = async (): Promise<void> => {
  const answer = await client.peek()?.request("claims", {});
  claims.value = answer?.claims ?? [];
};
