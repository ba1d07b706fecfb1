// Toasts.
import { signal } from "@preact/signals";

export interface Toast {
  readonly id: number;
  readonly tone: "plain" | "good" | "bad";
  readonly text: string;
  /** Replaces a toast of the same topic. */
  readonly topic?: string;
  readonly action?: {
    readonly label: string;
    readonly run: () => void;
    /** Undoes something; a shortcut runs it too. */
    readonly undoes?: true;
  };
}

/** Display time, ms; longer for a toast with an action. */
const TOAST_MS = { plain: 5_000, action: 12_000 };
const MAX_TOASTS = 4;

export class Toasts {
  readonly visible = signal<readonly Toast[]>([]);
  private readonly after: (ms: number, then: () => void) => void;
  private count = 0;

  constructor(after: (ms: number, then: () => void) => void) {
    this.after = after;
  }

  /** Returns a function that dismisses it. */
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

  /** Runs the latest undo action; false if there is none. */
  undo(): boolean {
    const last = this.visible.peek().findLast((toast) => toast.action?.undoes);
    if (!last?.action) return false;
    this.dismiss(last.id);
    last.action.run();
    return true;
  }
}
