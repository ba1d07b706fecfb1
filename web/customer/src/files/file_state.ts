// The uploaded files of the conversations, as last received from the server.
import type { Push, UploadView } from "@baro/wire";
import { computed, effect, signal } from "@preact/signals";
import { client, connection } from "../model";

export const uploads = signal<ReadonlyMap<string, UploadView>>(new Map());

export const applyUploadPush = (frame: Push): void => {
  if (frame.event === "upload") mergeUploads([frame.upload]);
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
