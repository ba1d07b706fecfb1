// Timers with names: setting one again replaces it.
import type { Cancel, Clock } from "./ports";

export class Timers {
  private readonly clock: Clock;
  private readonly running = new Map<string, Cancel>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  set(name: string, ms: number, then: () => void): void {
    this.cancel(name);
    this.running.set(
      name,
      this.clock.after(ms, () => {
        this.running.delete(name);
        then();
      }),
    );
  }

  cancel(...names: string[]): void {
    for (const name of names) {
      this.running.get(name)?.();
      this.running.delete(name);
    }
  }

  cancelAll(): void {
    this.cancel(...this.running.keys());
  }
}
