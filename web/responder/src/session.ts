// A responder's session: client, jobs, positions and photos for a token.
import { applyBrand } from "@baro/design";
import type { PageConfig } from "@baro/design/page_config";
import { localStore, readJson } from "@baro/design/storage";
import type { Client, ClientState, Push } from "@baro/wire";
import { claimsOf, connect, putBytes, subjectOf, tokenStore } from "@baro/wire/browser";
import { follow } from "@baro/wire/preact";
import { computed, effect, type ReadonlySignal } from "@preact/signals";
import { startAlarm } from "./alarm";
import { isJobPush, JobDesk, type KnownJobs } from "./jobs/job_desk";
import { jobRequests } from "./jobs/job_requests";
import { StepQueue } from "./jobs/step_queue";
import { JobPhotos } from "./photos/job_photos";
import { FixQueue } from "./positions/fix_queue";
import { phaseOf } from "./positions/fixes";
import { Tracker } from "./positions/tracker";
import { preferences } from "./preferences";
import { language } from "./texts";
import { keepAwake } from "./wake_lock";

/** Stored for the device: the browser of a phone ends pages in the background. */
export const responderToken = tokenStore(localStore, "baro responder token");

/** Roles that may sign in. */
export const RESPONDERS = ["responder"];

export interface Session {
  readonly client: Client;
  readonly state: ReadonlySignal<ClientState>;
  readonly desk: JobDesk;
  readonly steps: StepQueue;
  readonly tracker: Tracker;
  readonly photos: JobPhotos;
  readonly config: PageConfig;
  /** The truck, its plate and the safe number of the responder as the token names them; "" if it doesn't. */
  readonly truck: string;
  readonly plate: string;
  readonly phone: string;
  /** Ends the connection; what isn't sent stays stored. */
  end(): void;
  /** Deletes what is stored of the job: the next person at this telephone sees nothing of it. */
  forget(): void;
}

const textIn = (token: string, claim: string): string => {
  const value = claimsOf(token)[claim];
  return typeof value === "string" ? value : "";
};

export const startSession = async (config: PageConfig, token: string): Promise<Session> => {
  applyBrand(config.brand.colour);
  const person = subjectOf(token);
  let desk: JobDesk | null = null;
  const early: Push[] = [];
  const push = (frame: Push) => {
    if (desk === null) early.push(frame);
    else if (isJobPush(frame)) desk.onFrame(frame);
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
  const requests = jobRequests(client);
  const steps = new StepQueue(person, requests.step);
  const jobs = new JobDesk(requests, steps);
  const knownKey = `baro jobs ${person}`;
  const nothing: KnownJobs = { duty: null, job: null, plan: null };
  jobs.restore(readJson(localStore, knownKey, nothing));
  const tracker = new Tracker({
    geolocation: navigator.geolocation,
    queue: new FixQueue(localStore, person, Date.now()),
    send: requests.position,
    phase: (truck) => {
      const job = jobs.job.peek();
      const goal = job?.state === "towing" ? job.destination : job?.place;
      return phaseOf(job?.state ?? null, truck, goal ?? null);
    },
    interval: () => jobs.duty.peek()?.interval_s ?? 0,
    skew: () => state.peek().skew,
  });
  const photos = new JobPhotos(client, localStore);
  desk = jobs;
  for (const frame of early) push(frame);

  const online = computed(() => state.value.connection.phase === "online");
  const welcomed = computed(() => state.value.you);
  const onDuty = computed(() => jobs.duty.value?.on === true || jobs.job.value !== null);
  const ringing = computed(() => jobs.offer.value !== null);
  let spoken = language.peek();
  const stops = [
    effect(() => localStore.set(knownKey, JSON.stringify(jobs.known.value))),
    effect(() => {
      // After every welcome, also one in another language; when its state is complete, and outside of this effect.
      if (online.value && welcomed.value !== null)
        queueMicrotask(async () => {
          // Positions first: the server asks whether the truck is near before it believes in an arrival.
          await tracker.sender.flush();
          await jobs.resume();
        });
    }),
    effect(() => {
      if (!onDuty.value) return;
      tracker.start();
      const sleep = keepAwake();
      return () => {
        tracker.stop();
        sleep();
      };
    }),
    effect(() => (ringing.value ? startAlarm(preferences.peek().silent) : undefined)),
    effect(() => {
      if (language.value === spoken) return;
      spoken = language.value;
      client.reconnect();
    }),
  ];
  const woken = () => {
    if (document.visibilityState !== "visible") return;
    tracker.restart();
    if (online.peek()) void jobs.refresh();
  };
  document.addEventListener("visibilitychange", woken);

  return {
    client,
    state,
    desk: jobs,
    steps,
    tracker,
    photos,
    config,
    truck: textIn(token, "truck"),
    plate: textIn(token, "plate"),
    phone: textIn(token, "phone"),
    end: () => {
      for (const stop of stops) stop();
      document.removeEventListener("visibilitychange", woken);
      client.stop();
    },
    forget: () => localStore.set(knownKey, null),
  };
};
