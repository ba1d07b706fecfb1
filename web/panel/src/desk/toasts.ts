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
export const TOAST_MS = { plain: 5_000, action: 12_000 };
const MAX_TOASTS = 4;

export class Toasts {
  readonly visible = signal<readonly Toast[]>([]);
  private readonly after: (ms: number, then: () => void) => void;
  private count = 0;

  constructor(after: (ms: number, then: () => void) => void) {
    this.after = after;
  }

  /** What is given takes it away again. */
  show(toast: Omit<Toast, "id">, stays = toast.action ? TOAST_MS.action : TOAST_MS.plain): () => void {
    this.count += 1;
    const id = this.count;
    const others = this.visible
      .peek()
      .filter((one) => toast.topic === undefined || one.topic !== toast.topic);
    this.visible.value = [...others, { ...toast, id }].slice(-MAX_TOASTS);
    this.after(stays, () => this.dismiss(id));
    return () => this.dismiss(id);
  }

  dismiss(id: number): void {
    if (this.visible.peek().some((toast) => toast.id === id))
      this.visible.value = this.visible.peek().filter((toast) => toast.id !== id);
  }

  /** Takes back the last thing that can be; false when nothing can. */
  undo(): boolean {
    const last = this.visible.peek().findLast((toast) => toast.action?.undoes);
    if (!last?.action) return false;
    this.dismiss(last.id);
    last.action.run();
    return true;
  }
}
