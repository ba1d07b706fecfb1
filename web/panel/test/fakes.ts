// Test conversations, and a fake wire that records requests.
import type { KeyValueStore } from "@baro/design/storage";
import type {
  Action,
  AgentStateView,
  ClientState,
  ConversationView,
  CustomerView,
  DeskRules,
  Fields,
  Message,
  QueueEntryView,
  Thread,
} from "@baro/wire";
import { initialState, Refused } from "@baro/wire";
import { signal } from "@preact/signals";
import type { Wire } from "../src/desk/desk_context";

export const T0 = 1_790_000_000_000;

export const view = (id: string, change: Partial<ConversationView> = {}): ConversationView => ({
  id,
  state: "assigned",
  fencing_token: 3,
  seq: 0,
  topic: "accident",
  opened_at: T0,
  customer: { id: `c-${id}`, name: "김서연" },
  ...change,
});

export const said = (
  seq: number,
  role: Message["by"]["role"],
  text: string,
  at = T0 + seq * 1000,
): Message => ({
  seq,
  at,
  by: { role, id: role === "agent" ? "me" : role, name: role },
  body: { type: "text", text },
});

export const thread = (
  id: string,
  messages: readonly Message[] = [],
  change: Partial<Thread> = {},
  shown: Partial<ConversationView> = {},
): Thread => ({
  view: view(id, { seq: messages.at(-1)?.seq ?? 0, ...shown }),
  messages,
  outgoing: [],
  typists: [],
  loadingEarlier: false,
  notes: [],
  customer: null,
  leftReason: null,
  ...change,
});

export const place = (id: string, change: Partial<QueueEntryView> = {}): QueueEntryView => ({
  conversation: id,
  queue: "accident",
  since: T0,
  customer: { id: `c-${id}`, name: "박정호" },
  ...change,
});

export const deskRules: DeskRules = {
  answer_soon_seconds: 60,
  due_soon_days: 2,
  contract_ending_days: 30,
  slow_check_seconds: 300,
  typing_preview: true,
  liability_shares: [0, 50, 100],
};

export const customer: CustomerView = {
  id: "c-1",
  name: "김서연",
  phone: "01000001234",
  contracts: [
    {
      number: "2026-0318-77120",
      product: "개인용 자동차보험",
      starts_on: "2026-03-18",
      ends_on: "2027-03-18",
      vehicle: { plate: "123가4567", model: "현대 아반떼", year: 2023 },
      coverages: [["대인배상Ⅱ", "무한"]],
      drivers: "부부 한정",
    },
  ],
  summary: [["사고 장소", "강남역 사거리"]],
};

export const memoryShelf = (): KeyValueStore & { readonly held: Map<string, string> } => {
  const held = new Map<string, string>();
  return {
    held,
    get: (key) => held.get(key) ?? null,
    set: (key, value) => {
      if (value === null) held.delete(key);
      else held.set(key, value);
    },
  };
};

export const refused = (code: string): Refused => new Refused({ code, text: `(${code})`, retryable: false });

export const DESK: AgentStateView = { status: "offline", load: 0, capacity: 5, queues: [], colleagues: [] };

/** A wire whose answers are given by `answer`; throw in it to refuse. */
export const fakeWire = (
  threads: readonly Thread[],
  answer: (action: Action) => unknown = (action) =>
    action === "waiting" ? { kind: "queue_entry_list", entries: [] } : {},
) => {
  const asked: [Action, unknown][] = [];
  const sent: [string, unknown][] = [];
  const read: [string, number][] = [];
  const uploaded: string[] = [];
  const state = signal<ClientState>({
    ...initialState,
    connection: { phase: "online" },
    you: { id: "me", role: "agent", name: "김하늘" },
    threads: new Map(threads.map((one) => [one.view.id, one])),
  });
  const change = (id: string, next: Partial<Thread>) => {
    const held = state.peek().threads.get(id);
    if (!held) throw new Error(`no thread ${id}`);
    state.value = { ...state.peek(), threads: new Map(state.peek().threads).set(id, { ...held, ...next }) };
  };
  const wire = {
    state: { get: () => state.peek() },
    request: async (action: Action, fields: Fields<Action>) => {
      asked.push([action, fields]);
      return action === "desk" ? { kind: "desk_shown", desk: DESK } : answer(action);
    },
    send: async (conversation: string, body: unknown) => void sent.push([conversation, body]),
    upload: async ({ name }: { name: string }) => {
      uploaded.push(name);
      return { id: `u-${name}`, kind: "photo" };
    },
    read: (conversation: string, seq: number) => void read.push([conversation, seq]),
    forget: (id: string) => {
      const left = new Map(state.peek().threads);
      left.delete(id);
      state.value = { ...state.peek(), threads: left };
    },
    retry: async () => undefined,
    discard: async () => undefined,
    typing: () => undefined,
    earlier: async () => undefined,
    renew: () => undefined,
    wake: () => undefined,
  } as unknown as Wire;
  return { wire, state, asked, sent, read, uploaded, change };
};
