// How far a job is, with the steps that the server hasn't heard of yet. Pure.
import type { ResponderJobView } from "@baro/wire";
import type { PendingStep, StepName } from "./step_queue";

/** What each step makes of a job, as the server's table has it: in a tunnel the page goes on by it. */
const STATE_AFTER: Readonly<Partial<Record<StepName, string>>> = {
  depart: "en_route",
  arrive: "on_site",
  begin: "in_service",
  hook_up: "towing",
  complete: "completed",
  find_nobody: "gone_on_arrival",
  fail: "unsuccessful",
};

/** The steps of a state, the usual one first; the server's own list counts while it is the server's state. */
const STEPS_IN: Readonly<Record<string, readonly StepName[]>> = {
  accepted: ["depart"],
  en_route: ["arrive"],
  on_site: ["begin", "hook_up", "find_nobody", "fail"],
  in_service: ["complete", "hook_up", "fail"],
  towing: ["complete", "fail"],
};

/** Services that may end with the car on the hook. */
const HOOKING: readonly string[] = ["tow", "winch"];

/** Steps that end a job without the work: they are asked about. */
export const ENDING: readonly StepName[] = ["find_nobody", "fail"];

export interface Progress {
  readonly state: string;
  /** Steps that may be pressed; the one for the thumb first. */
  readonly steps: readonly StepName[];
  /** The state isn't the server's yet. */
  readonly waits: boolean;
}

export const progressOf = (job: ResponderJobView, pending: readonly PendingStep[]): Progress => {
  const mine = pending.filter((step) => step.job === job.job);
  const state = mine.reduce((before, { step }) => STATE_AFTER[step] ?? before, job.state);
  const hooks = HOOKING.includes(job.service);
  const later = (STEPS_IN[state] ?? []).filter((step) => step !== "hook_up" || hooks);
  const allowed = mine.length === 0 ? (job.steps ?? []) : later;
  return { state, steps: inOrder(state, job.service, allowed), waits: mine.length > 0 };
};

const isOwn = (step: string): step is StepName => step in STATE_AFTER;

const inOrder = (state: string, service: string, allowed: readonly string[]): readonly StepName[] => {
  const usual = STEPS_IN[state] ?? [];
  const first = service === "tow" ? "hook_up" : undefined;
  const rank = (step: StepName) => (step === first ? -1 : usual.indexOf(step));
  return allowed.filter(isOwn).sort((a, b) => rank(a) - rank(b));
};

export const STAGES = ["accepted", "en_route", "on_site", "in_service", "done"] as const;
export type Stage = (typeof STAGES)[number];

/** The stage of the progress bar; towing is work. */
export const stageOf = (state: string): Stage => {
  if (state === "towing") return "in_service";
  return STAGES.find((stage) => stage === state) ?? "done";
};

/** Which photos the job wants now: before the work until it has begun, after it until it is complete. */
export const photoPhase = (state: string): "before" | "after" | null => {
  if (state === "on_site") return "before";
  return state === "in_service" || state === "towing" ? "after" : null;
};
