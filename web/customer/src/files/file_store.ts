// Stores files that aren't uploaded yet, in one database per person.
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
    const stored: StoredFile[] = await requestResult(db.transaction(STORE).objectStore(STORE).getAll());
    db.close();
    return stored.map((one) => ({ ...one, share: 0, status: "sending", refusal: "" }));
  } catch {
    return []; // no storage: files are lost with the page
  }
};

const write = async (change: (store: IDBObjectStore) => void): Promise<void> => {
  try {
    const db = await open();
    const transaction = db.transaction(STORE, "readwrite");
    change(transaction.objectStore(STORE));
    await committed(transaction);
    db.close();
  } catch {
    // no storage, or too little for a video: it is uploaded all the same while the page is open
  }
};
