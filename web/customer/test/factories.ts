// Messages and threads for tests.
import type { AnyBody, Message, Speaker, Thread } from "@baro/wire";

export const NOON = new Date(2026, 10, 22, 12).getTime();

export const message = (
  seq: number,
  role: Speaker,
  body: AnyBody | string,
  at = NOON + seq * 1_000,
): Message => ({
  seq,
  at,
  by: { role, id: role === "customer" ? "kim" : role, name: role },
  body: typeof body === "string" ? { type: "text", text: body } : body,
});

export const thread = (messages: Message[], more: Partial<Thread> = {}): Thread => ({
  view: {
    id: "conv0001",
    state: "bot",
    fencing_token: 1,
    seq: messages.length,
    topic: "general",
    opened_at: NOON,
    customer: { id: "kim", name: "김서연" },
  },
  messages,
  outgoing: [],
  typists: [],
  loadingEarlier: false,
  notes: [],
  customer: null,
  leftReason: null,
  ...more,
});
