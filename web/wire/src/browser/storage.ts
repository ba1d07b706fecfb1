// Storage in IndexedDB: one database per person.
import type { Storage, StoredThread } from "../ports";
import type { ConversationView, Message } from "../protocol";
import type { Outgoing } from "../state";
import { committed, keyPrefixRange, openDatabase, requestResult } from "./idb";

/** Messages stored per conversation for reading offline; older ones are fetched on scrolling. */
const MAX_STORED_MESSAGES = 500;

interface MessageRow {
  conversation: string;
  seq: number;
  message: Message;
}

const upgrade = (db: IDBDatabase): void => {
  db.createObjectStore("devices", { keyPath: "device" });
  db.createObjectStore("threads", { keyPath: "id" });
  db.createObjectStore("messages", { keyPath: ["conversation", "seq"] });
  db.createObjectStore("outbox", { keyPath: ["device", "conversation", "number"] });
  db.createObjectStore("counters");
};

export const openStorage = async (
  factory: IDBFactory,
  person: string,
  options: { history: boolean },
): Promise<Storage> => {
  const db = await openDatabase(factory, `baro ${person}`, 1, upgrade);
  return new BrowserStorage(db, options.history);
};

class BrowserStorage implements Storage {
  readonly durable = true;
  private readonly db: IDBDatabase;
  /** False on a shared computer: conversations aren't stored there. */
  private readonly history: boolean;

  constructor(db: IDBDatabase, history: boolean) {
    this.db = db;
    this.history = history;
    // Another tab signs out and clears the data: this one must not block it.
    db.onversionchange = () => db.close();
  }

  async registerDevice(device: string): Promise<{ known: boolean }> {
    const devices = this.write("devices").objectStore("devices");
    const known = (await requestResult<unknown>(devices.get(device))) !== undefined;
    await requestResult(devices.put({ device }));
    return { known };
  }

  async threads(): Promise<StoredThread[]> {
    if (!this.history) return [];
    const transaction = this.db.transaction(["threads", "messages"]);
    const views = await requestResult<ConversationView[]>(transaction.objectStore("threads").getAll());
    const rows = await Promise.all(
      views.map((view) =>
        requestResult<MessageRow[]>(transaction.objectStore("messages").getAll(keyPrefixRange(view.id))),
      ),
    );
    return views.map((view, index) => ({
      id: view.id,
      view,
      messages: (rows[index] ?? []).slice(-MAX_STORED_MESSAGES).map((row) => row.message),
    }));
  }

  async saveThread(
    view: ConversationView,
    added: readonly Message[],
    { replace }: { replace: boolean },
  ): Promise<void> {
    if (!this.history) return;
    const transaction = this.write("threads", "messages");
    transaction.objectStore("threads").put(view);
    const messages = transaction.objectStore("messages");
    if (replace) messages.delete(keyPrefixRange(view.id));
    for (const message of added) messages.put({ conversation: view.id, seq: message.seq, message });
    await committed(transaction);
  }

  async forgetThread(id: string): Promise<void> {
    const transaction = this.write("threads", "messages");
    transaction.objectStore("threads").delete(id);
    transaction.objectStore("messages").delete(keyPrefixRange(id));
    await committed(transaction);
  }

  async enqueue(item: Omit<Outgoing, "number">): Promise<Outgoing> {
    const transaction = this.write("counters", "outbox");
    const counters = transaction.objectStore("counters");
    const key = [item.device, item.conversation];
    const number = ((await requestResult<number | undefined>(counters.get(key))) ?? 0) + 1;
    const numbered: Outgoing = { ...item, number };
    counters.put(number, key);
    transaction.objectStore("outbox").add(numbered);
    await committed(transaction);
    return numbered;
  }

  async update(item: Outgoing): Promise<void> {
    await requestResult(this.write("outbox").objectStore("outbox").put(item));
  }

  async remove(item: Outgoing): Promise<void> {
    const key = [item.device, item.conversation, item.number];
    await requestResult(this.write("outbox").objectStore("outbox").delete(key));
  }

  outbox(device: string): Promise<Outgoing[]> {
    return requestResult(this.db.transaction("outbox").objectStore("outbox").getAll(keyPrefixRange(device)));
  }

  async devicesWithOutbox(): Promise<string[]> {
    const items = await requestResult<Outgoing[]>(
      this.db.transaction("outbox").objectStore("outbox").getAll(),
    );
    return [...new Set(items.map((item) => item.device))];
  }

  async clear(): Promise<void> {
    const names = ["devices", "threads", "messages", "outbox", "counters"];
    const transaction = this.write(...names);
    for (const name of names) transaction.objectStore(name).clear();
    await committed(transaction);
  }

  private write(...stores: string[]): IDBTransaction {
    // "strict": messages survive a power loss right after they were written.
    return this.db.transaction(stores, "readwrite", { durability: "strict" });
  }
}
