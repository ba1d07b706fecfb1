// Rows of the conversation list: their content, filters and order.
import type { CustomerView, Message, QueueEntryView, Thread } from "@baro/wire";
import type { AwaitedAnswer } from "./answer_due";
import { isFromCustomer, messageText } from "./message_text";
import { matchesText } from "./text_search";

export interface Row {
  /** A conversation of this desk, or a waiting customer. */
  readonly kind: "conversation" | "waiting";
  readonly id: string;
  readonly name: string;
  /** Queue of the conversation, or the topic it was opened on. */
  readonly queue: string;
  /** What the customer wants, in a few words; "" if that isn't known. */
  readonly concern: string;
  readonly tags: readonly string[];
  readonly preview: string;
  /** Role of the author; for agents also id and name. */
  readonly previewRole: string;
  readonly previewId: string;
  readonly previewName: string;
  /** Of the last message, ms since 1970 UTC. */
  readonly at: number;
  /** Number of unread messages of the customer. */
  readonly unread: number;
  /** Never opened since it came to this desk. */
  readonly neverOpened: boolean;
  /** When the customer began to wait for an answer; 0 if they aren't waiting. */
  readonly waitingSince: number;
  /** Whether no agent has answered yet since they asked for a person. */
  readonly firstAnswer: boolean;
  readonly emergency: boolean;
  readonly typing: boolean;
  readonly failed: boolean;
  readonly state: string;
  readonly leftReason: string | null;
}

/** The answer that the customer waits for: from their first message after the last agent message, or from entering the
 *  queue. `since` is 0 if they aren't waiting. */
export const awaitedAnswer = (thread: Thread): AwaitedAnswer => {
  const { view, messages } = thread;
  const queue = view.queue || view.topic;
  if (thread.leftReason !== null || (view.state !== "assigned" && view.state !== "waiting"))
    return { since: 0, queue, first: false };
  const asked = view.waiting_since ?? 0;
  let since = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index] as Message;
    if (message.by.role === "agent" && message.at >= asked) return { since, queue, first: false };
    if (isFromCustomer(message)) since = message.at;
  }
  return { since: asked || since, queue, first: true };
};

/** The seq up to which the agent has read, on this page and on other devices. */
export const readUpTo = (thread: Thread, seen: number): number =>
  Math.max(seen, thread.view.agent_receipts?.read ?? 0);

/** Number of the customer's messages after `read`. */
export const countUnreadAfter = (thread: Thread, read: number): number => {
  let count = 0;
  for (let index = thread.messages.length - 1; index >= 0; index -= 1) {
    const message = thread.messages[index] as Message;
    if (message.seq <= read) break;
    if (isFromCustomer(message)) count += 1;
  }
  return count;
};

const NO_TAGS: readonly string[] = [];

const conversationRow = (thread: Thread, seen: number, customer: CustomerView | null): Row => {
  const { view, messages, outgoing } = thread;
  // The customer's own last words, whoever has spoken since.
  const said =
    messages.findLast(isFromCustomer) ??
    messages.findLast((message) => message.body.type !== "notice") ??
    messages.at(-1);
  const pending = outgoing.at(-1);
  const read = readUpTo(thread, seen);
  const awaited = awaitedAnswer(thread);
  return {
    kind: "conversation",
    id: view.id,
    name: view.customer.name,
    queue: awaited.queue,
    concern: customer?.concern ?? "",
    tags: customer?.tags ?? NO_TAGS,
    preview: said ? messageText(said.body) : "",
    previewRole: said?.by.role ?? "",
    previewId: said?.by.id ?? "",
    previewName: said?.by.name ?? "",
    at: pending?.at ?? messages.at(-1)?.at ?? view.opened_at,
    unread: thread.leftReason === null ? countUnreadAfter(thread, read) : 0,
    neverOpened: thread.leftReason === null && read === 0,
    waitingSince: awaited.since,
    firstAnswer: awaited.first,
    emergency: view.emergency ?? false,
    typing: thread.typists.some(({ by }) => by.role === "customer"),
    failed: outgoing.some((item) => item.status === "failed"),
    state: view.state,
    leftReason: thread.leftReason,
  };
};

/** Creates rows of conversations, cached per thread object. */
export const createConversationRowCache = (): ((
  thread: Thread,
  seen: number,
  customer?: CustomerView | null,
) => Row) => {
  const made = new WeakMap<Thread, { seen: number; customer: CustomerView | null; row: Row }>();
  return (thread, seen, customer = null) => {
    const held = made.get(thread);
    if (held && held.seen === seen && held.customer === customer) return held.row;
    const row = conversationRow(thread, seen, customer);
    made.set(thread, { seen, customer, row });
    return row;
  };
};

/** The row of a waiting customer, with their own last words. */
const queueRow = (entry: QueueEntryView): Row => ({
  kind: "waiting",
  id: entry.conversation,
  name: entry.customer.name,
  queue: entry.queue,
  concern: entry.concern ?? "",
  tags: entry.tags ?? NO_TAGS,
  preview: entry.words ?? "",
  previewRole: "customer",
  previewId: "",
  previewName: "",
  at: entry.since,
  unread: 0,
  neverOpened: false,
  waitingSince: entry.since,
  firstAnswer: true,
  emergency: entry.emergency ?? false,
  typing: false,
  failed: false,
  state: "waiting",
  leftReason: null,
});

/** Creates rows of queue entries, cached per entry object. */
export const createQueueRowCache = (): ((entry: QueueEntryView) => Row) => {
  const made = new WeakMap<QueueEntryView, Row>();
  return (entry) => {
    const held = made.get(entry);
    if (held) return held;
    const row = queueRow(entry);
    made.set(entry, row);
    return row;
  };
};

export const TABS = ["mine", "waiting", "all"] as const;
export const FILTERS = ["any", "unread", "turn", "emergency"] as const;
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
  /** Only conversations with this tag; "" for all. */
  readonly tag: string;
}

export const DEFAULT_VIEW: ListView = { tab: "mine", filter: "any", sort: "urgent", queue: "", tag: "" };

/** Filters of a tab: for waiting customers neither unread nor unanswered is known. */
export const filtersOf = (tab: Tab): readonly Filter[] =>
  tab === "waiting" ? ["any", "emergency"] : FILTERS;

/** The view's filter if its tab has it, else "any". */
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
    case "emergency":
      return row.emergency;
  }
};

/** A waiting emergency: first in every order. */
const isUrgent = (row: Row): boolean => row.emergency && row.waitingSince > 0 && row.leftReason === null;

const compareEmergency = (a: Row, b: Row): number =>
  Number(isUrgent(b)) - Number(isUrgent(a)) || (isUrgent(a) ? a.waitingSince - b.waitingSince : 0);

/** Emergencies first, then the longest wait, then the newest; released conversations last. */
const compareUrgency = (a: Row, b: Row): number =>
  Number(a.leftReason !== null) - Number(b.leftReason !== null) ||
  compareEmergency(a, b) ||
  (a.waitingSince || Number.MAX_SAFE_INTEGER) - (b.waitingSince || Number.MAX_SAFE_INTEGER) ||
  b.at - a.at ||
  (a.id < b.id ? -1 : 1);

const compareNewest = (a: Row, b: Row): number =>
  compareEmergency(a, b) || b.at - a.at || (a.id < b.id ? -1 : 1);

/** Whether a row belongs to a tab. Waiting emergencies belong to every tab. */
const belongsToTab = (row: Row, tab: Tab): boolean =>
  tab === "all" ||
  (row.leftReason === null && (row.kind === "waiting" ? tab === "waiting" || row.emergency : tab === "mine"));

/** The rows of a tab, filtered and ordered. */
export const visibleRows = (rows: readonly Row[], view: ListView): Row[] => {
  const filter = effectiveFilter(view);
  const fits = (row: Row): boolean =>
    belongsToTab(row, view.tab) &&
    (view.queue === "" || row.queue === view.queue || isUrgent(row)) &&
    (view.tag === "" || row.tags.includes(view.tag) || isUrgent(row)) &&
    passesFilter(row, filter);
  return rows.filter(fits).sort(view.sort === "urgent" ? compareUrgency : compareNewest);
};

/** Whether a conversation matches a search by name, telephone, plate, contract or message text. */
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
