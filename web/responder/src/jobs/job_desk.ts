// A responder's duty, offer and job, as the server says and as the page has it meanwhile.
import {
  AnswerTimeout,
  ConnectionLost,
  type DutyView,
  type Fields,
  type JobOfferView,
  type MyJobs,
  type Option,
  type Push,
  Refused,
  type ResponderJobView,
} from "@baro/wire";
import { computed, signal } from "@preact/signals";
import type { PendingStep, StepQueue } from "./step_queue";

/** The duty as it is chosen; `truck` and `plate` are what customers are shown. */
type WantedDuty = Fields<"duty">;

/** What a responder can do. */
type ServiceName = NonNullable<WantedDuty["services"]>[number];
export const SERVICES: readonly ServiceName[] = ["tow", "battery", "tyre", "lockout", "fuel", "winch"];

/** The requests of this page. */
export interface JobRequests {
  myJobs(): Promise<Omit<MyJobs, "kind">>;
  setDuty(duty: WantedDuty): Promise<unknown>;
  accept(job: string, number: number): Promise<unknown>;
  decline(job: string, number: number, reason: string): Promise<unknown>;
}

/** What the server pushes to a responder. */
type JobPush = Extract<Push, { event: "job_offer" | "job_update" | "job_gone" }>;

/** Whether a frame is one of those. */
export const isJobPush = (frame: Push): frame is JobPush =>
  frame.event === "job_offer" || frame.event === "job_update" || frame.event === "job_gone";

/** What a person is told at the bottom of the screen. */
export type Notice = "offer_over" | "offer_gone" | "job_gone" | "job_done" | "wrong" | "no_connection";

/** What a page that is opened in a tunnel knows from before. */
export interface KnownJobs {
  readonly duty: DutyView | null;
  readonly job: ResponderJobView | null;
  readonly plan: ResponderJobView | null;
}

const REFRESH_ENDS: readonly string[] = ["completed", "gone_on_arrival", "unsuccessful", "cancelled"];

export class JobDesk {
  /** Null until the server has answered. */
  readonly duty = signal<DutyView | null>(null);
  readonly offer = signal<JobOfferView | null>(null);
  readonly job = signal<ResponderJobView | null>(null);
  /** What comes after the present job, if nothing changes. */
  readonly plan = signal<ResponderJobView | null>(null);
  /** What may be given as the reason to decline. */
  readonly declineReasons = signal<readonly Option[]>([]);
  /** The first question to the server failed. */
  readonly failed = signal(false);
  /** A press is on its way. */
  readonly busy = signal(false);
  readonly notice = signal<Notice | { readonly text: string } | null>(null);
  /** What is worth keeping for when the page is opened again without a network. */
  readonly known = computed<KnownJobs>(() => ({
    duty: this.duty.value,
    job: this.job.value,
    plan: this.plan.value,
  }));
  private readonly requests: JobRequests;
  private readonly steps: StepQueue;

  constructor(requests: JobRequests, steps: StepQueue) {
    this.requests = requests;
    this.steps = steps;
  }

  /** Shows what was known before, until the server has answered. */
  restore({ duty, job, plan }: KnownJobs): void {
    this.duty.value = duty;
    this.job.value = job;
    this.plan.value = plan;
  }

  /** Asks for everything; called after every connection and after each press. */
  async refresh(): Promise<void> {
    try {
      const { duty, offer, job, plan, decline_reasons } = await this.requests.myJobs();
      this.duty.value = duty;
      this.offer.value = offer ?? null;
      this.setJob(job ?? null);
      this.plan.value = plan ?? null;
      this.declineReasons.value = decline_reasons ?? [];
      this.failed.value = false;
    } catch (error) {
      if (!isWireError(error)) throw error;
      this.failed.value = this.duty.peek() === null;
    }
  }

  onFrame(frame: JobPush): void {
    switch (frame.event) {
      case "job_offer":
        this.offer.value = frame.offer;
        break;
      case "job_update":
        if (frame.job.later) this.plan.value = frame.job;
        else this.setJob(frame.job);
        if (this.offer.peek()?.job === frame.job.job) this.offer.value = null;
        break;
      case "job_gone":
        this.lose(frame.job, frame.reason);
        break;
    }
  }

  setDuty(duty: WantedDuty): Promise<boolean> {
    return this.press(() => this.requests.setDuty(duty));
  }

  async accept(offer: JobOfferView): Promise<void> {
    if (await this.press(() => this.requests.accept(offer.job, offer.number), "offer_gone"))
      this.dropOffer(offer);
  }

  async decline(offer: JobOfferView, reason: string): Promise<void> {
    if (await this.press(() => this.requests.decline(offer.job, offer.number, reason), "offer_gone"))
      this.dropOffer(offer);
  }

  /** Its time is over: the server offers it to the next. */
  expire(offer: JobOfferView): void {
    if (this.offer.peek() !== offer) return;
    this.offer.value = null;
    this.notice.value = "offer_over";
  }

  /** Takes a step; without a connection it is kept and shown as if it were done. */
  async step(step: PendingStep): Promise<void> {
    this.busy.value = true;
    const outcome = await this.steps.add(step);
    this.busy.value = false;
    if (outcome.kind === "refused") this.notice.value = { text: outcome.text };
    if (outcome.kind !== "kept") await this.refresh();
  }

  /** There is a connection: sends what was kept, then asks how things are. */
  async resume(): Promise<void> {
    const outcome = await this.steps.flush();
    if (outcome.kind === "refused") this.notice.value = { text: outcome.text };
    await this.refresh();
  }

  private setJob(job: ResponderJobView | null): void {
    const before = this.job.peek();
    if (before && job && before.job === job.job && before.version > job.version) return; // came late
    const ended = job !== null && REFRESH_ENDS.includes(job.state);
    if (ended && job.state === "completed" && before?.job === job.job) this.notice.value = "job_done";
    this.job.value = ended ? null : job;
  }

  private lose(job: string, reason: string): void {
    const offer = this.offer.peek();
    if (offer?.job === job) {
      this.offer.value = null;
      this.notice.value = reason === "offer_over" ? "offer_over" : "offer_gone";
    }
    if (this.job.peek()?.job === job) {
      this.job.value = null;
      this.steps.drop(job);
      this.notice.value = reason === "ended" ? "job_done" : "job_gone";
    }
    if (this.plan.peek()?.job === job) this.plan.value = null;
  }

  private dropOffer(offer: JobOfferView): void {
    if (this.offer.peek() === offer) this.offer.value = null;
  }

  /** True when it was done. A refusal shows the server's text; `gone`: what a conflict means here. */
  private async press(request: () => Promise<unknown>, gone?: Notice): Promise<boolean> {
    this.busy.value = true;
    try {
      await request();
    } catch (error) {
      if (!isWireError(error)) throw error;
      this.notice.value = !(error instanceof Refused)
        ? "no_connection"
        : error.code === "offer_gone" && gone
          ? gone
          : { text: error.text };
      if (error instanceof Refused) await this.refresh();
      return false;
    } finally {
      this.busy.value = false;
    }
    await this.refresh();
    return true;
  }
}

const isWireError = (error: unknown): boolean =>
  error instanceof Refused || error instanceof ConnectionLost || error instanceof AnswerTimeout;
