// Uploads files. They are stored in the browser until they have arrived, so that a reload or a power loss
// doesn't lose one; the message that shows a file is sent after its upload.
import { type FileUpload, Refused } from "@baro/wire";
import { signal } from "@preact/signals";
import { client, currentId } from "../model";
import { t } from "../texts";
import { deleteStoredFile, loadStoredFiles, storeFile } from "./file_store";
import type { PendingFile } from "./pending_file";
import { isFileSent } from "./sent_files";

export const pendingFiles = signal<readonly PendingFile[]>([]);
const aborts = new Map<string, AbortController>();

/** The files that this page has uploaded, by the ids of their uploads. */
export const uploadedFiles = new Map<string, Blob>();

/** The required document that the next files are submitted as, and the name of the shot that is taken. */
export const nextFiles = signal<{
  readonly document?: PendingFile["document"];
  readonly shot?: string;
} | null>(null);

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const newKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${[...bytes].map((byte) => ALPHABET[byte % 32]).join("")}:f1`;
};

export const sendFiles = (chosen: readonly File[]): void => {
  const conversation = currentId.peek();
  if (conversation === null) return;
  const target = nextFiles.peek();
  nextFiles.value = null;
  const items = inOrderTaken(chosen).map(
    (file): PendingFile => ({
      key: newKey(),
      conversation,
      file,
      name: target?.shot ? `${target.shot}${/\.\w+$/.exec(file.name)?.[0] ?? ""}` : file.name,
      share: 0,
      status: "sending",
      refusal: "",
      document: target?.document ?? null,
    }),
  );
  for (const item of items) void storeFile(item);
  start(items);
};

const start = (items: readonly PendingFile[]): void => {
  pendingFiles.value = [...pendingFiles.value, ...items];
  const keys = items.map(({ key }) => key);
  for (const [index, item] of items.entries()) void upload(item, keys.slice(0, index));
};

/** Resolves once none of these files is on its way any more: its message is sent, or it stopped. */
const afterFiles = async (keys: readonly string[]): Promise<void> => {
  let unsubscribe = () => {};
  await new Promise<void>((resolve) => {
    unsubscribe = pendingFiles.subscribe((files) => {
      if (!files.some(({ key, status }) => status === "sending" && keys.includes(key))) resolve();
    });
  });
  unsubscribe();
};

const isPhoto = ({ type }: Blob): boolean => type.startsWith("image/");

/** Photos first, in the order they were taken: a camera's file was last changed then. */
const inOrderTaken = (files: readonly File[]): File[] =>
  [...files].sort(
    (a, b) => Number(isPhoto(b)) - Number(isPhoto(a)) || (isPhoto(a) ? a.lastModified - b.lastModified : 0),
  );

/** Resumes the uploads of an earlier page. */
export const resumeFiles = async (): Promise<void> => {
  const known = new Set(pendingFiles.peek().map(({ key }) => key));
  const stored = (await loadStoredFiles()).filter(({ key }) => !known.has(key));
  start(stored);
};

export const retryFile = (item: PendingFile): void => {
  update(item.key, { status: "sending", refusal: "" });
  void upload(item);
};

export const pauseFile = (item: PendingFile): void => {
  update(item.key, { status: "paused" });
  aborts.get(item.key)?.abort();
};

export const dropFile = (item: PendingFile): void => {
  aborts.get(item.key)?.abort();
  aborts.delete(item.key);
  void deleteStoredFile(item.key);
  pendingFiles.value = pendingFiles.value.filter(({ key }) => key !== item.key);
};

/** Files are uploaded together; the message of one follows those of the files `before` that are on their way. */
const upload = async (item: PendingFile, before: readonly string[] = []): Promise<void> => {
  const to = client.peek();
  if (!to) return;
  const abort = new AbortController();
  aborts.set(item.key, abort);
  const { conversation, key, file, name } = item;
  const type = file.type || (await (await import("./media_type")).mediaTypeOf(file));
  const parcel: FileUpload = { conversation, clientId: key, file, name, type, purpose: "file" };
  // Changed or deleted on the device since it was chosen: sending it again won't help.
  const unreadable = () => {
    abort.abort();
    update(key, { status: "failed", refusal: t("file_unreadable", { name }) });
  };
  try {
    const events = {
      progress: (share: number) => update(key, { share, status: "sending" }),
      waiting: () => {
        update(key, { status: "waiting" });
        void file.slice(0, 1).arrayBuffer().catch(unreadable);
      },
    };
    const upload = await to.upload(parcel, events, abort.signal);
    if (upload.status === "discarded") return restart(item);
    await afterFiles(before);
    uploadedFiles.set(upload.id, file);
    if (!isFileSent(to.state.get().threads.get(conversation), upload.id)) {
      const body = { type: "file", upload: upload.id, name, kind: upload.kind, size: file.size } as const;
      await to.send(conversation, body);
    }
    dropFile(item);
    if (item.document) await to.request("file_as", { upload: upload.id, ...item.document });
  } catch (error) {
    // Removed or paused by the person.
    if (abort.signal.aborted) return;
    update(key, { status: "failed", refusal: error instanceof Refused ? error.text : "" });
  }
};

/** The server has discarded the announcement after a week: announce the file again. */
const restart = (item: PendingFile): void => {
  const renewed: PendingFile = { ...item, key: newKey(), share: 0, status: "sending" };
  dropFile(item);
  pendingFiles.value = [...pendingFiles.value, renewed];
  void storeFile(renewed);
  void upload(renewed);
};

const update = (key: string, part: Partial<PendingFile>): void => {
  pendingFiles.value = pendingFiles.value.map((item) =>
    item.key === key && isApplicable(item, part) ? { ...item, ...part } : item,
  );
};

/** Late progress doesn't resume a paused upload. */
const isApplicable = (item: PendingFile, part: Partial<PendingFile>): boolean =>
  item.status !== "paused" || part.share === undefined;

/** Why a file can't be uploaded, checked before sending; null when it can. Without `suffixes` the server decides. */
export const rejectionReason = ({ name, size, type }: File, suffixes: readonly string[]): string | null => {
  if (size === 0) return t("file_empty", { name });
  const suffix = /\.(?=\d*[a-z])([\da-z]{1,8})\s*$/i.exec(name)?.[1]?.toLowerCase();
  // The server tells the kind of a file without a suffix by its media type, which may be that of its first bytes.
  const accepted = suffix ? suffixes.includes(suffix) : /^(image|video)\/|^application\/pdf|^$/.test(type);
  return suffixes.length === 0 || accepted ? null : t("file_kind", { name });
};

/** 1,234,567 → "1.2 MB". */
export const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
