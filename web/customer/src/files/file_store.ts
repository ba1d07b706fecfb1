// Files that have not arrived yet, in a database of their own: whoever signs out takes them along.
import { committed, done, openDatabase } from "@baro/wire/browser";
import { me } from "../model";
import type { FileOnItsWay } from "./pending_file";

const STORE = "files";
type Kept = Pick<FileOnItsWay, "key" | "conversation" | "file" | "name" | "paper">;

const open = (): Promise<IDBDatabase> =>
  openDatabase(indexedDB, `baro files ${me.peek()}`, 1, (db) => {
    db.createObjectStore(STORE, { keyPath: "key" });
  });

export const keepFile = ({ key, conversation, file, name, paper }: FileOnItsWay): Promise<void> =>
  changing((store) => store.put({ key, conversation, file, name, paper } satisfies Kept));

export const forgetFile = (key: string): Promise<void> => changing((store) => store.delete(key));

export const keptFiles = async (): Promise<FileOnItsWay[]> => {
  try {
    const db = await open();
    const kept: Kept[] = await done(db.transaction(STORE).objectStore(STORE).getAll());
    db.close();
    return kept.map((one) => ({ ...one, share: 0, status: "going", refusal: "" }));
  } catch {
    return []; // no storage here: files live as long as the page
  }
};

const changing = async (what: (store: IDBObjectStore) => void): Promise<void> => {
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
