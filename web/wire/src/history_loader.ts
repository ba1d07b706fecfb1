// Loads the history page by page, from new to old.
import type { Fields } from "./connection";
import { hasEarlier, type Thread } from "./state";
import type { Threads } from "./threads";

const PAGE_SIZE = 50;

export class HistoryLoader {
  private readonly threads: Threads;
  private readonly fetchPage: (fields: Fields<"history">) => Promise<unknown>;
  private readonly loading = new Map<string, Promise<void>>();

  /** `fetchPage` also applies the result to the threads. */
  constructor(threads: Threads, ask: (fields: Fields<"history">) => Promise<unknown>) {
    this.threads = threads;
    this.fetchPage = ask;
  }

  /** Loads the page before the first message in the state; concurrent calls share one request. */
  loadEarlier(conversation: string): Promise<void> {
    const thread = this.threads.get(conversation);
    if (!thread || !hasEarlier(thread)) return Promise.resolve();
    const coming = this.loading.get(conversation) ?? this.loadPage(thread);
    this.loading.set(conversation, coming);
    return coming;
  }

  async loadHistory(conversation: string, signal?: AbortSignal, from = 1): Promise<void> {
    for (;;) {
      const thread = this.threads.get(conversation);
      if (!thread || !hasEarlier(thread) || signal?.aborted) return;
      if ((thread.messages[0]?.seq ?? Number.POSITIVE_INFINITY) <= from) return;
      await this.loadEarlier(conversation);
      const first = this.threads.get(conversation)?.messages[0]?.seq;
      // A page without new messages is the last one, whatever the view says.
      if (first === thread.messages[0]?.seq) return;
    }
  }

  private async loadPage({ view: { id }, messages }: Thread): Promise<void> {
    const before = messages[0] === undefined ? {} : { before: messages[0].seq };
    this.threads.update(id, (now) => ({ ...now, loadingEarlier: true }));
    try {
      await this.fetchPage({ conversation: id, limit: PAGE_SIZE, ...before });
    } finally {
      this.loading.delete(id);
      this.threads.update(id, (now) => ({ ...now, loadingEarlier: false }));
    }
  }
}
