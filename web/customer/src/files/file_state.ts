// Files and claims as the centre last told of them.
import type { ClaimView, Push, UploadView } from "@baro/wire";
import { computed, effect, signal } from "@preact/signals";
import { client, connection } from "../model";

export const uploads = signal<ReadonlyMap<string, UploadView>>(new Map());
export const claims = signal<readonly ClaimView[] | null>(null);

export const applyPush = (frame: Push): void => {
  if (frame.event === "upload") mergeUploads([frame.upload]);
  if (frame.event === "claim") mergeClaim(frame.claim);
};

const FINAL: ReadonlySet<UploadView["status"]> = new Set(["ready", "quarantined", "discarded"]);

/** A check that has ended stays so: what was asked for before may come after what was told. */
const mergeUploads = (views: readonly UploadView[]): void => {
  const held = uploads.peek();
  const late = ({ id, status }: UploadView) =>
    FINAL.has(held.get(id)?.status ?? status) && !FINAL.has(status);
  uploads.value = new Map([
    ...held,
    ...views.filter((view) => !late(view)).map((view) => [view.id, view] as const),
  ]);
};

/** Of two pictures of a claim the higher version is the newer. */
export const mergeClaim = (claim: ClaimView): void => {
  const others = (claims.peek() ?? []).filter(({ id }) => id !== claim.id);
  const held = claims.peek()?.find(({ id }) => id === claim.id);
  claims.value = [held && held.version > claim.version ? held : claim, ...others].sort(
    (a, b) => Number(b.open) - Number(a.open) || b.registered_at - a.registered_at,
  );
};

const fetched = new Set<string>();

/** The files of a conversation, once; what changes afterwards is told. */
export const loadFiles = async (conversation: string): Promise<void> => {
  if (fetched.has(conversation)) return;
  fetched.add(conversation);
  try {
    const answer = await client.peek()?.request("files", { conversation });
    mergeUploads(answer?.files ?? []);
  } catch {
    fetched.delete(conversation); // the line was lost: asked again when it is back
  }
};

/** Files that stand in the conversation and that the centre lists no more: they were taken back. */
export const deletedFiles = signal<ReadonlySet<string>>(new Set());
const refetched = new Set<string>();

/** A file that stands in the conversation. One said after the list had come is looked for in a fresh list, once. */
export const loadFile = async (conversation: string, upload: string): Promise<void> => {
  await loadFiles(conversation);
  if (uploads.peek().has(upload) || refetched.has(upload)) return;
  refetched.add(upload);
  fetched.delete(conversation);
  await loadFiles(conversation);
  if (!fetched.has(conversation)) refetched.delete(upload);
  else if (!uploads.peek().has(upload)) deletedFiles.value = new Set([...deletedFiles.peek(), upload]);
};

/** What a check found while the line was away was told to nobody. */
const online = computed(() => connection.value.phase === "online");
effect(() => {
  if (!online.value) return;
  for (const conversation of [...fetched]) {
    fetched.delete(conversation);
    void loadFiles(conversation);
  }
});

/** One's claims, anew. Throws what `request` throws. */
export const loadClaims = async (): Promise<void> => {
  const answer = await client.peek()?.request("claims", {});
  claims.value = answer?.claims ?? [];
};

const labels = new Map<string, Promise<ReadonlyMap<string, string>>>();

const labelsOf = async (claim: string): Promise<ReadonlyMap<string, string>> => {
  const held = claims.peek()?.find(({ id }) => id === claim);
  const shown = held ?? (await client.peek()?.request("claim", { claim }))?.claim;
  return new Map((shown?.documents ?? []).map(({ document: paper }) => [paper.item, paper.label]));
};

/** What a paper of one's claim is called, asked for once a claim; null where that can't be learnt. */
export const paperLabel = async (claim: string, item: string): Promise<string | null> => {
  const known = labels.get(claim) ?? labelsOf(claim);
  labels.set(claim, known);
  try {
    const label = (await known).get(item);
    if (label === undefined) labels.delete(claim); // asked for since
    return label ?? null;
  } catch {
    labels.delete(claim); // the line was lost
    return null;
  }
};
