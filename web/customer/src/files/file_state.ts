// The uploaded files of the conversations, as last received from the server.
import type { Push, UploadView } from "@baro/wire";
import { effect, signal } from "@preact/signals";
import { client, connection } from "../model";

export const uploads = signal<ReadonlyMap<string, UploadView>>(new Map());

export const applyUploadPush = (frame: Push): void => {
  if (frame.event === "upload") mergeUploads([frame.upload]);
};

const FINAL: ReadonlySet<UploadView["status"]> = new Set(["ready", "quarantined", "discarded"]);

/** Adds or replaces files. A final status stays: an older answer may arrive after a newer push. */
const mergeUploads = (views: readonly UploadView[]): void => {
  const current = uploads.peek();
  const isOutdated = ({ id, status }: UploadView) =>
    FINAL.has(current.get(id)?.status ?? status) && !FINAL.has(status);
  uploads.value = new Map([
    ...current,
    ...views.filter((view) => !isOutdated(view)).map((view) => [view.id, view] as const),
  ]);
};

const fetched = new Set<string>();

/** Fetches the files of a conversation once; changes are pushed. */
export const loadFiles = async (conversation: string): Promise<void> => {
  if (fetched.has(conversation)) return;
  fetched.add(conversation);
  try {
    const answer = await client.peek()?.request("files", { conversation });
    mergeUploads(answer?.files ?? []);
  } catch {
    fetched.delete(conversation); // connection lost: fetched again when it is back
  }
};

/** Files that are shown in the conversation, but that the server doesn't list any more. */
export const deletedFiles = signal<ReadonlySet<string>>(new Set());
const refetched = new Set<string>();

/** Fetches a file shown in the conversation. If it isn't in the list, the list is fetched again once. */
export const loadFile = async (conversation: string, upload: string): Promise<void> => {
  await loadFiles(conversation);
  if (uploads.peek().has(upload) || refetched.has(upload)) return;
  refetched.add(upload);
  fetched.delete(conversation);
  await loadFiles(conversation);
  if (!fetched.has(conversation)) refetched.delete(upload);
  else if (!uploads.peek().has(upload)) deletedFiles.value = new Set([...deletedFiles.peek(), upload]);
};

/** Results of checks during a lost connection weren't pushed, and a new one may speak another language: fetch again. */
effect(() => {
  if (connection.value.phase !== "online") return;
  for (const conversation of [...fetched]) {
    fetched.delete(conversation);
    void loadFiles(conversation);
  }
});
