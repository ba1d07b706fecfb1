// Short news at the edge of the page.
import { signal } from "@preact/signals";

export interface Toast {
  readonly id: number;
  readonly tone: "plain" | "good" | "bad";
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** How long one stays, ms; one with something to do longer. */
export const STAYS = { plain: 5_000, action: 12_000 };
const MOST = 4;

export class Toasts {
  readonly shown = signal<readonly Toast[]>([]);
  private readonly after: (ms: number, then: () => void) => void;
  private count = 0;

  constructor(after: (ms: number, then: () => void) => void) {
    this.after = after;
  }

  show(toast: Omit<Toast, "id">): void {
    this.count += 1;
    const id = this.count;
    this.shown.value = [...this.shown.peek(), { ...toast, id }].slice(-MOST);
    this.after(toast.action ? STAYS.action : STAYS.plain, () => this.dismiss(id));
  }

  dismiss(id: number): void {
    this.shown.value = this.shown.peek().filter((toast) => toast.id !== id);
  }
}
