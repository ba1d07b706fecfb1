// An agent's session: client, desk and page state for a token.
import { applyBrand } from "@baro/design";
import type { PageConfig } from "@baro/design/page_config";
import type { Client, Push } from "@baro/wire";
import { connect, expiryOf, putBytes, subjectOf } from "@baro/wire/browser";
import { follow } from "@baro/wire/preact";
import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { announceFrame } from "./announce";
import { departmentsOf, queuesOf } from "./auth_token";
import { CallsDue } from "./calls/calls";
import { ClaimDesk } from "./claims";
import { playSound } from "./desk/alerts";
import { FrameDedupe } from "./desk/dedupe";
import { Desk } from "./desk/desk";
import { WaitingAlert, waitingForMe } from "./desk/waiting_alert";
import { language } from "./i18n";
import { JobListStore } from "./roadside/job_list";
import { PageState } from "./ui/panel_context";

/** Its agents are dispatchers. */
const ROADSIDE_QUEUE = "roadside";

export interface AgentSession {
  readonly client: Client;
  readonly desk: Desk;
  readonly page: PageState;
  readonly claims: ClaimDesk;
  readonly calls: CallsDue;
  /** Roadside jobs; null for who isn't a dispatcher. */
  readonly jobs: JobListStore | null;
  readonly person: string;
  readonly expiresAt: Signal<number>;
  readonly waitingForMe: ReadonlySignal<number>;
  /** A new token for the same person. */
  renew(token: string): void;
  /** Ends the connection; drafts stay stored. */
  end(): void;
}

export const startAgentSession = async (config: PageConfig, first: string): Promise<AgentSession> => {
  applyBrand(config.brand.colour);
  let token = first;
  const person = subjectOf(token);
  const expiresAt = signal(expiryOf(token));
  const page = new PageState();
  let desk: Desk | null = null;
  let claims: ClaimDesk | null = null;
  let jobs: JobListStore | null = null;
  const early: Push[] = [];
  const told = new FrameDedupe();
  const push = (frame: Push) => {
    if (desk === null) early.push(frame);
    else {
      desk.onFrame(frame);
      claims?.onFrame(frame);
      jobs?.onFrame(frame);
      if (told.isNew(frame)) announceFrame(frame, desk, page);
    }
  };
  const client = await connect({
    api: config.api,
    ws: config.ws,
    token: () => token,
    language: () => language.peek(),
    person,
    history: false,
    putBytes,
    onPush: push,
  });
  const state = follow(client.state);
  const openInbox = () => {
    page.dialog.value = "inbox";
  };
  const openCalls = () => {
    page.dialog.value = "calls";
  };
  const after = (ms: number, then: () => void) => void setTimeout(then, ms);
  const made = new Desk({ wire: client, state, person, after, openInbox });
  const waiting = computed(() => waitingForMe(state.value.desk, made.requestedStatus.value, queuesOf(token)));
  const alert = new WaitingAlert(() => {
    const { waiting: wanted, volume } = page.settings.peek();
    if (wanted.sound && !page.muted.peek()) playSound("waiting", volume);
  }, after);
  const ofClaims = new ClaimDesk({
    wire: client,
    state,
    toasts: made.toasts,
    departments: departmentsOf(token),
    now: () => Date.now(),
  });
  claims = ofClaims;
  if (queuesOf(token).includes(ROADSIDE_QUEUE))
    jobs = new JobListStore((action, fields) => client.request(action, fields), Date.now);
  desk = made;
  for (const frame of early) push(frame);

  const connection = computed(() => state.value.connection);
  let spoken = language.peek();
  const stops = [
    effect(() => {
      if (connection.value.phase !== "online") return;
      queueMicrotask(() => {
        made.onWelcome();
        ofClaims.onWelcome();
      });
    }),
    effect(() => {
      if (language.value === spoken) return;
      spoken = language.value;
      client.reconnect();
    }),
  ];
  stops.push(effect(() => alert.update(waiting.value)));
  stops.push(effect(() => made.viewers.setConversation(made.viewedConversation.value)));
  const ticking = setInterval(() => {
    page.now.value = Date.now();
    made.teamwork.announceDue(Date.now() + state.value.skew);
  }, 1_000);
  const save = () => {
    // Pending resolves and transfers are sent now: the page may not return. Messages are drafts again.
    void made.resolver.sendAll();
    void made.transfers.sendAll();
    made.heldMessages.takeAllBack();
    made.drafts.save();
  };
  window.addEventListener("pagehide", save);

  return {
    client,
    desk: made,
    page,
    claims: ofClaims,
    calls: new CallsDue(made, openCalls),
    jobs,
    person,
    expiresAt,
    waitingForMe: alert.shown,
    renew: (fresh) => {
      token = fresh;
      expiresAt.value = expiryOf(fresh);
      client.renew();
    },
    end: () => {
      for (const stop of stops) stop();
      alert.update(0);
      clearInterval(ticking);
      window.removeEventListener("pagehide", save);
      save();
      client.stop();
    },
  };
};
