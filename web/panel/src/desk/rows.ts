// The list of conversations: what a row shows, which rows there are, in which order.
import type { CustomerView, Message, QueueEntryView, Thread } from "@baro/wire";
import { isFromCustomer, messageText } from "./message_text";
import { matchesText } from "./text_search";

export interface Row {
  /** A conversation of this desk, or a customer in line. */
  readonly kind: "talk" | "waiting";
  readonly id: string;
  readonly name: string;
  /** Queue that it came by, or the topic it was opened on. */
  readonly queue: string;
  readonly preview: string;
  /** Role of who said it; for agents also his id and name. */
  readonly previewRole: string;
  readonly previewId: string;
  readonly previewName: string;
  /** Of the last message, ms since 1970 UTC. */
  readonly at: number;
  /** Messages of the customer that nobody at this desk has seen. */
  readonly unread: number;
  /** Never opened since it came to this desk. */
  readonly neverOpened: boolean;
  /** Since when the customer waits for an answer; 0 when it is his turn. */
  readonly waitingSince: number;
  readonly danger: boolean;
  readonly typing: boolean;
  readonly failed: boolean;
  readonly state: string;
  readonly leftReason: string | null;
}

/** Since when the customer waits for people: his first word after the last agent's, or since he got in line. */
export const waitingSince = (thread: Thread): number => {
  const { view, messages } = thread;
  if (thread.leftReason !== null || (view.state !== "assigned" && view.state !== "waiting")) return 0;
  let since = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index] as Message;
    if (message.by.role === "agent") return since;
    if (isFromCustomer(message)) since = message.at;
  }
  return view.waiting_since || since;
};

/** How far an agent has read, by what he saw here and on his other devices. */
export const readUpTo = (thread: Thread, seen: number): number =>
  Math.max(seen, thread.view.agent_receipts?.read ?? 0);

/** How many messages of the customer came after `read`. */
export const countUnreadAfter = (thread: Thread, read: number): number => {
  let count = 0;
  for (let index = thread.messages.length - 1; index >= 0; index -= 1) {
    const message = thread.messages[index] as Message;
    if (message.seq <= read) break;
    if (isFromCustomer(message)) count += 1;
  }
  return count;
};

const conversationRow = (thread: Thread, seen: number): Row => {
  const { view, messages, outgoing } = thread;
  const said = messages.findLast((message) => message.body.type !== "notice") ?? messages.at(-1);
  const pending = outgoing.at(-1);
  const read = readUpTo(thread, seen);
  return {
    kind: "talk",
    id: view.id,
    name: view.customer.name,
    queue: view.queue || view.topic,
    preview: pending ? messageText(pending.body) : said ? messageText(said.body) : "",
    previewRole: pending ? "agent" : (said?.by.role ?? ""),
    previewId: pending ? "" : (said?.by.id ?? ""),
    previewName: pending ? "" : (said?.by.name ?? ""),
    at: pending?.at ?? messages.at(-1)?.at ?? view.opened_at,
    unread: thread.leftReason === null ? countUnreadAfter(thread, read) : 0,
    neverOpened: thread.leftReason === null && read === 0,
    waitingSince: waitingSince(thread),
    danger: view.danger ?? false,
    typing: thread.typists.some(({ by }) => by.role === "customer"),
    failed: outgoing.some((item) => item.status === "failed"),
    state: view.state,
    leftReason: thread.leftReason,
  };
};

/** Makes rows, each only anew when its thread has changed. */
export const createConversationRowCache = (): ((thread: Thread, seen: number) => Row) => {
  const made = new WeakMap<Thread, { seen: number; row: Row }>();
  return (thread, seen) => {
    const held = made.get(thread);
    if (held && held.seen === seen) return held.row;
    const row = conversationRow(thread, seen);
    made.set(thread, { seen, row });
    return row;
  };
};

/** The row of a customer in line: nothing of what was said is told before somebody has taken him on. */
const queueRow = (place: QueueEntryView): Row => ({
  kind: "waiting",
  id: place.conversation,
  name: place.customer.name,
  queue: place.queue,
  preview: "",
  previewRole: "",
  previewId: "",
  previewName: "",
  at: place.since,
  unread: 0,
  neverOpened: false,
  waitingSince: place.since,
  danger: place.danger ?? false,
  typing: false,
  failed: false,
  state: "waiting",
  leftReason: null,
});

/** Rows of places, each only anew when its place has changed. */
export const createQueueRowCache = (): ((place: QueueEntryView) => Row) => {
  const made = new WeakMap<QueueEntryView, Row>();
  return (place) => {
    const held = made.get(place);
    if (held) return held;
    const row = queueRow(place);
    made.set(place, row);
    return row;
  };
};

export const TABS = ["mine", "waiting", "all"] as const;
export const FILTERS = ["any", "unread", "turn", "danger"] as const;
export const SORTS = ["urgent", "newest"] as const;
export type Tab = (typeof TABS)[number];
export type Filter = (typeof FILTERS)[number];
export type Sort = (typeof SORTS)[number];

export interface ListView {
  readonly tab: Tab;
  readonly filter: Filter;
  readonly sort: Sort;
  /** A queue's name; "" for all. */
  readonly queue: string;
}

export const DEFAULT_VIEW: ListView = { tab: "mine", filter: "any", sort: "urgent", queue: "" };

/** What a tab can be narrowed to: of those in line nothing has been read or said. */
export const filtersOf = (tab: Tab): readonly Filter[] => (tab === "waiting" ? ["any", "danger"] : FILTERS);

/** The filter that counts in its tab. */
export const effectiveFilter = ({ tab, filter }: ListView): Filter =>
  filtersOf(tab).includes(filter) ? filter : "any";

const passesFilter = (row: Row, filter: Filter): boolean => {
  switch (filter) {
    case "any":
      return true;
    case "unread":
      return row.unread > 0 || row.neverOpened;
    case "turn":
      return row.waitingSince > 0;
    case "danger":
      return row.danger;
  }
};

/** In danger and waiting for people: before everything, in every order, and the one who waits longest first. */
const isUrgent = (row: Row): boolean => row.danger && row.waitingSince > 0 && row.leftReason === null;

const compareEmergency = (a: Row, b: Row): number =>
  Number(isUrgent(b)) - Number(isUrgent(a)) || (isUrgent(a) ? a.waitingSince - b.waitingSince : 0);

/** Danger first, then who has waited longest, then the newest; what has left the desk at the end. */
const compareUrgency = (a: Row, b: Row): number =>
  Number(a.leftReason !== null) - Number(b.leftReason !== null) ||
  compareEmergency(a, b) ||
  (a.waitingSince || Number.MAX_SAFE_INTEGER) - (b.waitingSince || Number.MAX_SAFE_INTEGER) ||
  b.at - a.at ||
  (a.id < b.id ? -1 : 1);

const compareNewest = (a: Row, b: Row): number =>
  compareEmergency(a, b) || b.at - a.at || (a.id < b.id ? -1 : 1);

/** Whether a row belongs to a tab. Who waits in line in danger is everybody's, whatever tab is open. */
const belongsToTab = (row: Row, tab: Tab): boolean =>
  tab === "all" ||
  (row.leftReason === null && (row.kind === "waiting" ? tab === "waiting" || row.danger : tab === "mine"));

/** The rows of a tab, filtered and ordered. */
export const visibleRows = (rows: readonly Row[], view: ListView): Row[] => {
  const filter = effectiveFilter(view);
  const fits = (row: Row): boolean =>
    belongsToTab(row, view.tab) &&
    (view.queue === "" || row.queue === view.queue || isUrgent(row)) &&
    passesFilter(row, filter);
  return rows.filter(fits).sort(view.sort === "urgent" ? compareUrgency : compareNewest);
};

/** Whether a conversation answers to what is searched for: name, telephone, plate, contract, anything said. */
export const matchesSearch = (thread: Thread, customer: CustomerView | null, query: string): boolean => {
  const wanted = query.trim();
  if (wanted === "") return true;
  const digits = wanted.replace(/\D/g, "");
  const facts = [
    thread.view.customer.name,
    ...(customer?.contracts ?? []).flatMap(({ vehicle, number }) => [vehicle.plate, vehicle.model, number]),
  ];
  if (facts.some((fact) => matchesText(fact, wanted))) return true;
  if (digits.length >= 4 && customer?.phone?.includes(digits)) return true;
  const lower = wanted.toLowerCase();
  return thread.messages.some((message) => messageText(message.body).toLowerCase().includes(lower));
};
