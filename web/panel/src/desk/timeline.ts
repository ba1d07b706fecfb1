// Entries of a thread: messages, unsent messages, notes, day headings, the "new" marker.
import { dayOf } from "@baro/design/format";
import type { CustomerView, Message, NoteView, Outgoing, Thread } from "@baro/wire";
import { clientId, hasEarlier } from "@baro/wire";

export type TimelineEntry =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "unread"; readonly key: string }
  | MessageEntry
  | { readonly kind: "note"; readonly key: string; readonly note: NoteView }
  | { readonly kind: "outgoing"; readonly key: string; readonly item: Outgoing };

interface MessageEntry {
  readonly kind: "message";
  readonly key: string;
  /** The newest one of photos that are shown together. */
  readonly message: Message;
  /** The photos that are shown together; empty for any other message. */
  readonly photos: readonly Message[];
  readonly first: boolean;
}

/** Consecutive messages of one person within this time are grouped under one name, ms. */
const GROUP_WITHIN_MS = 3 * 60_000;

const noteKey = (note: NoteView): string => `${note.at} ${note.by.id} ${note.text}`;

/** Notes from all sources without duplicates, oldest first. */
export const allNotes = (...sources: (readonly NoteView[] | undefined)[]): NoteView[] => {
  const byKey = new Map<string, NoteView>();
  for (const note of sources.flatMap((source) => source ?? [])) byKey.set(noteKey(note), note);
  return [...byKey.values()].sort((a, b) => a.at - b.at);
};

/** The notes of a thread: from the customer view, from frames, and written on this page. */
export const notesOf = (
  thread: Thread,
  known: CustomerView | undefined,
  own: readonly NoteView[] | undefined,
): NoteView[] => allNotes(known?.notes, thread.customer?.notes, thread.notes, own);

const isGrouped = (a: Message | undefined, b: Message): boolean =>
  a !== undefined && a.by.role === b.by.role && a.by.id === b.by.id && b.at - a.at < GROUP_WITHIN_MS;

const isPhoto = ({ body }: Message): boolean => body.type === "file" && body.kind === "photo";

/** The entry with a photo that was sent with its own. */
const withPhoto = (entry: MessageEntry, message: Message): MessageEntry => ({
  ...entry,
  message,
  photos: [...(entry.photos.length > 0 ? entry.photos : [entry.message]), message],
});

/**
 * The newest `limit` messages with notes and headings. `readBefore`: the "new" marker is above the customer's
 * first message after this seq; 0 for no marker.
 */
export const timelineEntries = (
  thread: Thread,
  notes: readonly NoteView[],
  limit: number,
  readBefore: number,
): TimelineEntry[] => {
  const messages = thread.messages.slice(-limit);
  const whole = messages.length === thread.messages.length && !hasEarlier(thread);
  const begins = whole ? Number.NEGATIVE_INFINITY : (messages[0]?.at ?? Number.NEGATIVE_INFINITY);
  const waiting = notes.filter((note) => note.at >= begins);
  const entries: TimelineEntry[] = [];
  let day = "";
  let lined = readBefore === 0;
  let previous: Message | undefined;
  const dated = (at: number) => {
    const today = dayOf(at);
    if (today === day) return;
    day = today;
    previous = undefined;
    entries.push({ kind: "day", key: `day ${today}`, at });
  };
  const notesUntil = (at: number) => {
    for (let note = waiting[0]; note && note.at < at; note = waiting[0]) {
      waiting.shift();
      dated(note.at);
      entries.push({ kind: "note", key: `note ${noteKey(note)}`, note });
      previous = undefined;
    }
  };
  for (const message of messages) {
    notesUntil(message.at);
    dated(message.at);
    if (!lined && message.seq > readBefore && message.by.role === "customer") {
      lined = true;
      previous = undefined;
      entries.push({ kind: "unread", key: "unread" });
    }
    const first = message.body.type === "notice" || !isGrouped(previous, message);
    const last = entries.at(-1);
    if (!first && isPhoto(message) && last?.kind === "message" && isPhoto(last.message))
      entries[entries.length - 1] = withPhoto(last, message);
    else
      entries.push({
        kind: "message",
        key: message.client_id || `${message.seq}`,
        message,
        photos: [],
        first,
      });
    previous = message.body.type === "notice" ? undefined : message;
  }
  notesUntil(Number.POSITIVE_INFINITY);
  for (const item of thread.outgoing) entries.push({ kind: "outgoing", key: clientId(item), item });
  return entries;
};

export type Receipt = "sent" | "delivered" | "read";

/** Delivery state of this agent's last message. */
export const receiptOf = (thread: Thread, me: string): { seq: number; receipt: Receipt } | null => {
  const own = thread.messages.findLast((message) => message.by.role === "agent" && message.by.id === me);
  if (!own) return null;
  const { delivered = 0, read = 0 } = thread.view.customer_receipts ?? {};
  return { seq: own.seq, receipt: read >= own.seq ? "read" : delivered >= own.seq ? "delivered" : "sent" };
};

/** The seq of the customer's message that contains a value of the summary; null if none does. */
export const seqOfMention = (messages: readonly Message[], value: string): number | null => {
  const wanted = value.replace(/\s+/g, "");
  if (wanted === "") return null;
  const holds = (text: string) => {
    const plain = text.replace(/\s+/g, "");
    return plain.includes(wanted) || (plain.length > 3 && wanted.includes(plain));
  };
  const said = messages.findLast(({ by, body }) => {
    if (by.role !== "customer") return false;
    if (body.type === "form_submission") return Object.values(body.values).some(holds);
    return (body.type === "text" && holds(body.text)) || (body.type === "answer" && holds(body.label ?? ""));
  });
  return said?.seq ?? null;
};
