// Files on their way to the centre. Kept in the browser until they have arrived, so that neither a reload nor an empty
// battery loses one; what arrived is said in the conversation like any message.
import { type Parcel, Refused } from "@baro/wire";
import { signal } from "@preact/signals";
import { client, currentId } from "../model";
import { t } from "../texts";
import { forgetFile, keepFile, keptFiles } from "./file_store";
import { kindOf } from "./kinds";
import type { FileOnItsWay } from "./pending_file";
import { isSaid } from "./sent_files";

export const files = signal<readonly FileOnItsWay[]>([]);
const aborts = new Map<string, AbortController>();

/** The paper that the next files are meant as. */
export const meant = signal<FileOnItsWay["paper"]>(null);

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const newKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${[...bytes].map((byte) => ALPHABET[byte % 32]).join("")}:f1`;
};

export const sendFiles = (chosen: readonly File[]): void => {
  const conversation = currentId.peek();
  if (conversation === null) return;
  const paper = meant.peek();
  meant.value = null;
  for (const file of chosen) {
    const item: FileOnItsWay = {
      key: newKey(),
      conversation,
      file,
      name: file.name,
      share: 0,
      status: "going",
      refusal: "",
      paper,
    };
    files.value = [...files.value, item];
    void keepFile(item);
    void go(item);
  }
};

/** What an earlier page had not brought to the centre yet. */
export const resumeFiles = async (): Promise<void> => {
  const known = new Set(files.peek().map(({ key }) => key));
  const kept = (await keptFiles()).filter(({ key }) => !known.has(key));
  files.value = [...files.value, ...kept];
  for (const item of kept) void go(item);
};

export const retryFile = (item: FileOnItsWay): void => {
  change(item.key, { status: "going", refusal: "" });
  void go(item);
};

export const pauseFile = (item: FileOnItsWay): void => {
  change(item.key, { status: "paused" });
  aborts.get(item.key)?.abort();
};

export const dropFile = (item: FileOnItsWay): void => {
  aborts.get(item.key)?.abort();
  aborts.delete(item.key);
  void forgetFile(item.key);
  files.value = files.value.filter(({ key }) => key !== item.key);
};

const go = async (item: FileOnItsWay): Promise<void> => {
  const to = client.peek();
  if (!to) return;
  const abort = new AbortController();
  aborts.set(item.key, abort);
  const { conversation, key, file, name } = item;
  const parcel: Parcel = { conversation, clientId: key, file, name, type: file.type, purpose: "file" };
  try {
    const events = {
      progress: (share: number) => change(key, { share, status: "going" }),
      waiting: () => change(key, { status: "waiting" }),
    };
    const upload = await to.upload(parcel, events, abort.signal);
    if (upload.status === "discarded") return again(item);
    if (!isSaid(to.state.get().threads.get(conversation), upload.id)) {
      const body = { type: "file", upload: upload.id, name, kind: upload.kind, size: file.size } as const;
      await to.send(conversation, body);
    }
    dropFile(item);
    if (item.paper) await to.request("file_as", { upload: upload.id, ...item.paper });
  } catch (error) {
    // Taken back or paused by the person, or refused.
    if (abort.signal.aborted) return;
    change(key, { status: "failed", refusal: error instanceof Refused ? error.text : "" });
  }
};

/** What lay here for over a week the centre expects no more: it is announced anew. */
const again = (item: FileOnItsWay): void => {
  const anew: FileOnItsWay = { ...item, key: newKey(), share: 0, status: "going" };
  dropFile(item);
  files.value = [...files.value, anew];
  void keepFile(anew);
  void go(anew);
};

const change = (key: string, part: Partial<FileOnItsWay>): void => {
  files.value = files.value.map((item) =>
    item.key === key && mayChange(item, part) ? { ...item, ...part } : item,
  );
};

/** A late word of the line doesn't wake what was paused. */
const mayChange = (item: FileOnItsWay, part: Partial<FileOnItsWay>): boolean =>
  item.status !== "paused" || part.share === undefined;

/** What can't be taken anyway, said before a byte is sent; null for the others. */
export const unfit = (file: File): string | null =>
  file.size === 0
    ? t("file_empty", { name: file.name })
    : kindOf(file.name)
      ? null
      : t("file_kind", { name: file.name });

/** 1,234,567 → "1.2 MB". */
export const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
