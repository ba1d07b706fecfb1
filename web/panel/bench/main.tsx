// The real page with a generated wire. `window.baroLoad` exposes the figures that the bench reads.
import "@baro/design/design.css";
import "../src/panel.css";
import type { Outgoing, SendBody } from "@baro/wire";
import { signal } from "@preact/signals";
import { render } from "preact";
import { CallsDue } from "../src/calls/calls";
import { ClaimDesk } from "../src/claims";
import { Desk } from "../src/desk/desk";
import type { Wire } from "../src/desk/desk_context";
import { PageState, PanelProvider } from "../src/ui/panel_context";
import { Shell } from "../src/ui/shell";
import { entries, loaded, queues, spoken } from "./load";

interface Figures {
  /** Delay from a key or press to its handler, ms. */
  readonly delays: readonly number[];
  /** From a key to the next frame on the screen, ms; those below 16 ms aren't reported. */
  readonly toPaint: readonly number[];
  /** Tasks of 50 ms and more since the page was opened, ms. */
  readonly longTasks: readonly number[];
}

declare global {
  interface Window {
    baroLoad: { figures(): Figures; reset(): void };
  }
}

const number = (name: string, fallback: number): number =>
  Number(new URLSearchParams(location.search).get(name) ?? fallback);

const size = {
  open: number("open", 50),
  waiting: number("waiting", 1_000),
  messages: number("messages", 300),
};
/** Messages per second over all conversations. */
const rate = number("rate", 20);
const began = Date.now();
const state = signal(loaded(size, began));
const ids = [...state.peek().threads.keys()];

/** The queue, with one customer more or less each time. */
let asked = 0;
const line = (queue: string | null) => {
  asked += 1;
  return entries(size.waiting - (asked % 7), began, queue);
};

const said = (conversation: string, body: SendBody) => {
  const thread = state.peek().threads.get(conversation);
  if (!thread) return;
  const item: Outgoing = {
    device: "loadtest",
    conversation,
    number: thread.outgoing.length + 1,
    body,
    at: Date.now(),
    status: "sending",
  };
  const next = { ...thread, outgoing: [...thread.outgoing, item] };
  state.value = { ...state.peek(), threads: new Map(state.peek().threads).set(conversation, next) };
};

const wire = {
  state: { get: () => state.peek() },
  // The server's latency; other requests are never answered.
  request: (action: string, fields: { queue?: string }) =>
    new Promise((resolve) => {
      if (action !== "waiting") return;
      const answer = () => resolve({ kind: "queue_entry_list", entries: line(fields.queue ?? null) });
      setTimeout(answer, 50);
    }),
  send: async (conversation: string, body: SendBody) => said(conversation, body),
  retry: async () => undefined,
  discard: async () => undefined,
  typing: () => undefined,
  read: () => undefined,
  earlier: async () => undefined,
  forget: () => undefined,
  renew: () => undefined,
  wake: () => undefined,
} as unknown as Wire;

const desk = new Desk({ wire, state, person: "load", after: (ms, then) => void setTimeout(then, ms) });
const page = new PageState();
const claims = new ClaimDesk({ wire, state, toasts: desk.toasts, departments: [], now: () => Date.now() });
desk.requestedStatus.value = "available";
desk.setView({ tab: "all", filter: "any", sort: "urgent" });
desk.select(ids[0] ?? null);

let delays: number[] = [];
let toPaint: number[] = [];
const longTasks: number[] = [];
new PerformanceObserver((list) => {
  for (const { name, duration } of list.getEntries()) if (name === "keydown") toPaint.push(duration);
}).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) longTasks.push(entry.duration);
}).observe({ type: "longtask", buffered: true });

// The browser reports only events of 16 ms and more, so the delay of every event is measured here.
for (const kind of ["keydown", "pointerdown"] as const)
  window.addEventListener(kind, (event) => delays.push(Math.max(0, performance.now() - event.timeStamp)), {
    capture: true,
  });

window.baroLoad = {
  figures: () => ({ delays: [...delays], toPaint: [...toPaint], longTasks: [...longTasks] }),
  reset: () => {
    delays = [];
    toPaint = [];
  },
};

let turn = 0;
setInterval(() => {
  turn += 1;
  const open = turn % 3 === 0 ? desk.selected.peek() : ids[turn % ids.length];
  if (open) state.value = spoken(state.peek(), open, Date.now());
  if (turn % rate === 0) {
    const changed = queues(size.waiting + (turn % 50), began);
    const { desk: held } = state.peek();
    if (held) state.value = { ...state.peek(), desk: { ...held, queues: changed } };
    desk.onFrame({ event: "queues", queues: changed.slice(0, 1) });
  }
}, 1_000 / rate);
setInterval(() => {
  page.now.value = Date.now();
}, 1_000);

const config = {
  api: "",
  ws: "",
  brand: { name: "바로손해보험", short: "바로", colour: "", telephone: "1588-0000" },
  map: null,
};
const root = document.getElementById("app");
// In a task of its own: on the real page the frames exist before they are rendered, so generating them isn't measured.
setTimeout(() => {
  if (!root) return;
  render(
    <PanelProvider
      value={{
        desk,
        page,
        claims,
        calls: new CallsDue(desk),
        jobs: null,
        config,
        signOut: () => undefined,
        extend: undefined,
        expiresAt: { value: 0 },
        waitingForMe: signal(size.waiting),
      }}
    >
      <Shell />
    </PanelProvider>,
    root,
  );
});
