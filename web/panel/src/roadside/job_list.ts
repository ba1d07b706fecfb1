// The dispatcher's jobs: the list, the one that is shown, and what is done to it.
import {
  type Client,
  type DispatchResponderView,
  type JobRowView,
  type JobShown,
  type Push,
  Refused,
} from "@baro/wire";
import { computed, signal } from "@preact/signals";
import { errorText, isWireError } from "../desk/errors";
import { t } from "../i18n";

type Request = Pick<Client, "request">["request"];

export class JobListStore {
  /** Null until it came. The most urgent first, as the server orders them. */
  readonly jobs = signal<readonly JobRowView[] | null>(null);
  readonly responders = signal<readonly DispatchResponderView[]>([]);
  /** When the list came, ms since 1970 UTC. */
  readonly at = signal(0);
  readonly failed = signal(false);
  /** The job that is shown beside the list; "" for none. */
  readonly selected = signal("");
  readonly shown = signal<JobShown | null>(null);
  /** Jobs that need a dispatcher. */
  readonly alarms = computed(() => (this.jobs.value ?? []).filter(({ late }) => late).length);
  private readonly request: Request;
  private readonly now: () => number;
  private asking = false;
  private askAgain = false;

  constructor(request: Request, now: () => number) {
    this.request = request;
    this.now = now;
  }

  onFrame(frame: Push): void {
    if (frame.event === "jobs_changed") void this.refresh();
  }

  /** Renews the list and the job that is shown. While a request is under way, once more after it. */
  async refresh(): Promise<void> {
    if (this.asking) {
      this.askAgain = true;
      return;
    }
    this.asking = true;
    try {
      do {
        this.askAgain = false;
        const { jobs, responders } = await this.request("jobs", {});
        this.jobs.value = jobs ?? [];
        this.responders.value = responders ?? [];
        this.at.value = this.now();
        this.failed.value = false;
        if (this.selected.peek() !== "") await this.load(this.selected.peek());
      } while (this.askAgain);
    } catch (error) {
      if (!isWireError(error)) throw error;
      this.failed.value = true;
    } finally {
      this.asking = false;
    }
  }

  async select(job: string): Promise<void> {
    this.selected.value = job;
    this.shown.value = null;
    if (job === "") return;
    try {
      await this.load(job);
    } catch (error) {
      if (!isWireError(error)) throw error;
      this.failed.value = true;
    }
  }

  /** Gives the job to a responder. The server's reason if it can't be; "" on success. */
  assign(job: string, responder: string): Promise<string> {
    return this.change(async () => {
      const shown = await this.request("assign_job", { job, responder });
      if (this.selected.peek() === job) this.shown.value = shown;
    });
  }

  cancel(job: string, reason: string): Promise<string> {
    return this.change(async () => {
      await this.request("cancel_job", { job, reason });
      if (this.selected.peek() === job) await this.select("");
    });
  }

  private async load(job: string): Promise<void> {
    try {
      const shown = await this.request("job", { job });
      if (this.selected.peek() === job) this.shown.value = shown;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (this.selected.peek() === job) this.selected.value = ""; // it has ended
    }
  }

  private async change(act: () => Promise<void>): Promise<string> {
    try {
      await act();
    } catch (error) {
      return errorText(error, t());
    } finally {
      void this.refresh();
    }
    return "";
  }
}
