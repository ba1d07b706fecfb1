// Pure rules for merging messages and views of a conversation.
import type { AgentStateView, ConversationView, Message, QueueView, Receipts } from "./protocol";

export interface MergeResult {
  /** Ascending and gap-free. */
  readonly messages: readonly Message[];
  /** Messages after a gap, by seq. */
  readonly outOfOrder: ReadonlyMap<number, Message>;
  /** What was added to `messages`. */
  readonly added: readonly Message[];
}

/**
 * Merges `incoming` into `held`. Repeats are dropped, what continues the end or the beginning is added, and what
 * would leave a gap is kept apart until the gap is filled.
 */
export const merge = (
  held: readonly Message[],
  ahead: ReadonlyMap<number, Message>,
  incoming: readonly Message[],
): MergeResult => {
  const bySeq = new Map(ahead);
  for (const message of incoming) bySeq.set(message.seq, message);
  if (bySeq.size === 0) return { messages: held, outOfOrder: ahead, added: [] };

  const first = held[0]?.seq;
  const last = held.at(-1)?.seq;
  const before: Message[] = [];
  const after: Message[] = [];
  if (first === undefined || last === undefined) {
    // Nothing is held: start at the lowest seq that came, even in the middle of the conversation.
    let seq = Math.min(...bySeq.keys());
    for (let next = bySeq.get(seq); next; next = bySeq.get(++seq)) after.push(next);
  } else {
    for (let seq = last + 1, next = bySeq.get(seq); next; next = bySeq.get(++seq)) after.push(next);
    for (let seq = first - 1, next = bySeq.get(seq); next; next = bySeq.get(--seq)) before.unshift(next);
  }
  const messages = before.length + after.length ? [...before, ...held, ...after] : held;
  const end = messages.at(-1)?.seq ?? 0;
  const outOfOrderLeft = new Map([...bySeq].filter(([seq]) => seq > end));
  return { messages, outOfOrder: outOfOrderLeft, added: [...before, ...after] };
};

/** The longest gap-free run that ends with the newest message. */
export const contiguousTail = (messages: readonly Message[]): readonly Message[] => {
  const sorted = [...messages].sort((a, b) => a.seq - b.seq);
  let start = Math.max(sorted.length - 1, 0);
  while (start > 0 && (sorted[start - 1]?.seq ?? 0) + 1 === sorted[start]?.seq) start -= 1;
  return sorted.slice(start);
};

const higher = (a: Receipts | undefined, b: Receipts | undefined): Receipts => ({
  delivered: Math.max(a?.delivered ?? 0, b?.delivered ?? 0),
  read: Math.max(a?.read ?? 0, b?.read ?? 0),
});

/** Of two views the one with the higher fencing token; numbers and watermarks never decrease. */
export const newerView = (current: ConversationView, incoming: ConversationView): ConversationView => ({
  ...(incoming.fencing_token >= current.fencing_token ? incoming : current),
  seq: Math.max(current.seq, incoming.seq),
  customer_receipts: higher(current.customer_receipts, incoming.customer_receipts),
  agent_receipts: higher(current.agent_receipts, incoming.agent_receipts),
});

/** The view with a participant's watermarks advanced; the same object where they are higher already. */
export const withReceipt = (view: ConversationView, role: string, receipts: Receipts): ConversationView => {
  const name = role === "customer" ? "customer_receipts" : "agent_receipts";
  const held = view[name];
  if (held && held.delivered >= receipts.delivered && held.read >= receipts.read) return view;
  return { ...view, [name]: higher(held, receipts) };
};

/** The desk with these queues updated; a frame may hold only those that changed. */
export const withQueues = (desk: AgentStateView, updates: readonly QueueView[]): AgentStateView => {
  const byName = new Map(desk.queues.map((queue) => [queue.name, queue]));
  let changed = false;
  for (const queue of updates) {
    const current = byName.get(queue.name);
    changed ||=
      current?.waiting !== queue.waiting || current.oldest !== queue.oldest || current.label !== queue.label;
    byName.set(queue.name, queue);
  }
  return changed ? { ...desk, queues: [...byName.values()] } : desk;
};
