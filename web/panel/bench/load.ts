// Conversations generated from a seed, and the frames of a busy centre.
import type {
  ClientState,
  ConversationView,
  CustomerView,
  Message,
  QueueEntryView,
  QueueView,
  Thread,
} from "@baro/wire";
import { initialState } from "@baro/wire";

const NAMES = [
  "김서연",
  "박정호",
  "이순자",
  "최민준",
  "정하은",
  "강도현",
  "윤지아",
  "임준서",
  "한유나",
  "오세훈",
];
const QUEUES = ["general", "accident", "contract", "compensation", "roadside"];
const SAID = [
  "방금 뒤차가 박았어요. 어떻게 해야 하나요?",
  "네, 알겠습니다.",
  "병원에 가도 되나요? 목이 조금 아픈데 괜찮을지 모르겠어요. 상대방은 괜찮다고 합니다.",
  "사진 보냈어요",
  "010-0000-1234로 연락 주세요",
  "자세한 내용은 https://www.example.com/guide 에서 봤어요",
];

export interface Size {
  /** Conversations of the agent. */
  readonly open: number;
  /** Waiting customers. */
  readonly waiting: number;
  /** Messages of an open conversation. */
  readonly messages: number;
}

const pick = <T>(items: readonly T[], at: number): T => items[at % items.length] as T;

export const message = (seq: number, at: number): Message => {
  const role = seq % 3 === 0 ? "agent" : "customer";
  return { seq, at, by: { role, id: role, name: "김하늘" }, body: { type: "text", text: pick(SAID, seq) } };
};

const conversation = (at: number, now: number, seq: number): Thread => {
  const messages = Array.from({ length: seq }, (_, index) =>
    message(index + 1, now - (seq - index) * 20_000 - at * 50),
  );
  const view: ConversationView = {
    id: `open${String(at).padStart(6, "0")}`,
    state: "assigned",
    fencing_token: 3,
    seq,
    topic: pick(QUEUES, at),
    queue: pick(QUEUES, at),
    opened_at: now - seq * 20_000,
    waiting_since: now - at * 1_000,
    emergency: at % 17 === 0,
    customer: { id: `c${at}`, name: pick(NAMES, at) },
    agent_receipts: { delivered: seq, read: seq - (at % 3) },
  };
  return {
    view,
    messages,
    outgoing: [],
    typists: [],
    loadingEarlier: false,
    notes: [],
    customer: known(view),
    leftReason: null,
  };
};

const known = (view: ConversationView): CustomerView => ({
  id: view.customer.id,
  name: view.customer.name,
  phone: "01000001234",
  summary: [
    ["문의", "사고 접수"],
    ["사고 장소", "강남역 사거리"],
  ],
});

/** Waiting customers, in all queues or in one. */
export const entries = (waiting: number, now: number, queue: string | null): QueueEntryView[] =>
  Array.from({ length: waiting }, (_, at) => ({
    conversation: `wait${String(at).padStart(6, "0")}`,
    queue: pick(QUEUES, at),
    since: now - at * 1_000,
    customer: { id: `w${at}`, name: pick(NAMES, at) },
    emergency: at % 17 === 0,
  })).filter((entry) => queue === null || entry.queue === queue);

export const queues = (waiting: number, now: number): QueueView[] =>
  QUEUES.map((name, at) => ({
    name,
    label: name,
    waiting: Math.floor(waiting / 5),
    oldest: now - at * 60_000,
  }));

export const loaded = (size: Size, now: number): ClientState => {
  const threads = Array.from({ length: size.open }, (_, at) => conversation(at, now, size.messages));
  return {
    ...initialState,
    connection: { phase: "online" },
    you: { id: "agent", role: "agent", name: "김하늘" },
    restored: true,
    deskRules: {
      answer_soon_seconds: 60,
      due_soon_days: 2,
      contract_ending_days: 30,
      slow_check_seconds: 300,
      typing_preview: true,
      liability_shares: [0, 50, 100],
    },
    threads: new Map(threads.map((thread) => [thread.view.id, thread])),
    desk: {
      status: "available",
      load: size.open,
      capacity: size.open,
      queues: queues(size.waiting, now),
      colleagues: [],
    },
  };
};

/** The state after a message in one conversation. */
export const spoken = (state: ClientState, id: string, now: number): ClientState => {
  const thread = state.threads.get(id);
  if (!thread) return state;
  const seq = thread.view.seq + 1;
  const next: Thread = {
    ...thread,
    view: { ...thread.view, seq },
    messages: [...thread.messages, message(seq, now)],
  };
  return { ...state, threads: new Map(state.threads).set(id, next) };
};
