// Files that have not arrived yet, in a database of their own: whoever signs out takes them along.
import { committed, openDatabase, requestResult } from "@baro/wire/browser";
import { userId } from "../model";
import type { PendingFile } from "./pending_file";

const STORE = "files";
type StoredFile = Pick<PendingFile, "key" | "conversation" | "file" | "name" | "document">;

const open = (): Promise<IDBDatabase> =>
  openDatabase(indexedDB, `baro files ${userId.peek()}`, 1, (db) => {
    db.createObjectStore(STORE, { keyPath: "key" });
  });

export const storeFile = ({ key, conversation, file, name, document }: PendingFile): Promise<void> =>
  write((store) => store.put({ key, conversation, file, name, document } satisfies StoredFile));

export const deleteStoredFile = (key: string): Promise<void> => write((store) => store.delete(key));

export const loadStoredFiles = async (): Promise<PendingFile[]> => {
  try {
    const db = await open();
    const kept: StoredFile[] = await requestResult(db.transaction(STORE).objectStore(STORE).getAll());
    db.close();
    return kept.map((one) => ({ ...one, share: 0, status: "sending", refusal: "" }));
  } catch {
    return []; // no storage here: files live as long as the page
  }
};

const write = async (what: (store: IDBObjectStore) => void): Promise<void> => {
  try {
    const db = await open();
    const transaction = db.transaction(STORE, "readwrite");
    what(transaction.objectStore(STORE));
    await committed(transaction);
    db.close();
  } catch {
    // no storage, or no room for a video: it goes out all the same, as long as the page stays
  }
};
