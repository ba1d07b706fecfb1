// Short news at the edge of the page.
import { signal } from "@preact/signals";

export interface Toast {
  readonly id: number;
  readonly tone: "plain" | "good" | "bad";
  readonly text: string;
  /** Takes the place of what was said of the same. */
  readonly topic?: string;
  readonly action?: {
    readonly label: string;
    readonly run: () => void;
    /** It takes something back: a key does it as well. */
    readonly undoes?: true;
  };
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

  /** What is given takes it away again. */
  show(toast: Omit<Toast, "id">, stays = toast.action ? STAYS.action : STAYS.plain): () => void {
    this.count += 1;
    const id = this.count;
    const others = this.shown.peek().filter((one) => toast.topic === undefined || one.topic !== toast.topic);
    this.shown.value = [...others, { ...toast, id }].slice(-MOST);
    this.after(stays, () => this.dismiss(id));
    return () => this.dismiss(id);
  }

  dismiss(id: number): void {
    if (this.shown.peek().some((toast) => toast.id === id))
      this.shown.value = this.shown.peek().filter((toast) => toast.id !== id);
  }

  /** Takes back the last thing that can be; false when nothing can. */
  undo(): boolean {
    const last = this.shown.peek().findLast((toast) => toast.action?.undoes);
    if (!last?.action) return false;
    this.dismiss(last.id);
    last.action.run();
    return true;
  }
}
