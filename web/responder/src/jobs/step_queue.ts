// Steps that were pressed and haven't arrived yet. Stored, so that a step in a tunnel isn't lost; sent in order.
import { type KeyValueStore, localStore } from "@baro/design/storage";
import { type Fields, Refused } from "@baro/wire";
import { signal } from "@preact/signals";

export type PendingStep = Fields<"job_step">;
export type StepName = PendingStep["step"];

/** Whether the step has been done: `refused` has the server's text; `kept` waits for a connection. */
type StepOutcome = { readonly kind: "done" | "kept" } | { readonly kind: "refused"; readonly text: string };

const isStep = (data: unknown): data is PendingStep =>
  typeof data === "object" &&
  data !== null &&
  typeof (data as PendingStep).job === "string" &&
  typeof (data as PendingStep).step === "string";

export class StepQueue {
  readonly pending = signal<readonly PendingStep[]>([]);
  private readonly store: KeyValueStore;
  private readonly key: string;
  private readonly send: (step: PendingStep) => Promise<unknown>;
  private sending: Promise<StepOutcome> | null = null;

  constructor(
    person: string,
    send: (step: PendingStep) => Promise<unknown>,
    store: KeyValueStore = localStore,
  ) {
    this.store = store;
    this.key = `baro steps ${person}`;
    this.send = send;
    this.pending.value = this.read();
  }

  /** Takes a step; resolves when it is known what became of it, or that it has to wait. */
  add(step: PendingStep): Promise<StepOutcome> {
    this.write([...this.pending.peek(), step]);
    return this.flush();
  }

  /** Sends what is there; call it whenever there is a connection again. */
  async flush(): Promise<StepOutcome> {
    while (this.sending !== null) await this.sending;
    this.sending = this.sendAll();
    try {
      return await this.sending;
    } finally {
      this.sending = null;
    }
  }

  /** The job is over or somebody else's: its steps would be refused. */
  drop(job: string): void {
    this.write(this.pending.peek().filter((step) => step.job !== job));
  }

  private async sendAll(): Promise<StepOutcome> {
    for (let [step] = this.pending.peek(); step; [step] = this.pending.peek()) {
      try {
        await this.send(step);
      } catch (error) {
        if (!(error instanceof Refused) || error.retryable) return { kind: "kept" };
        this.drop(step.job);
        return { kind: "refused", text: error.text };
      }
      const done = step;
      this.write(this.pending.peek().filter((one) => one !== done));
    }
    return { kind: "done" };
  }

  private write(steps: readonly PendingStep[]): void {
    this.pending.value = steps;
    this.store.set(this.key, steps.length > 0 ? JSON.stringify(steps) : null);
  }

  private read(): readonly PendingStep[] {
    try {
      const data: unknown = JSON.parse(this.store.get(this.key) ?? "[]");
      return Array.isArray(data) ? data.filter(isStep) : [];
    } catch {
      return []; // not ours, or half written
    }
  }
}
