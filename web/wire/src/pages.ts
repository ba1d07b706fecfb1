// What is only in the history, page by page upwards.
import type { Fields } from "./link";
import { hasEarlier, type Thread } from "./state";
import type { Threads } from "./threads";

const PAGE = 50;

export class Pages {
  private readonly threads: Threads;
  private readonly ask: (fields: Fields<"history">) => Promise<unknown>;
  private readonly coming = new Map<string, Promise<void>>();

  /** `ask` brings the answer into the threads. */
  constructor(threads: Threads, ask: (fields: Fields<"history">) => Promise<unknown>) {
    this.threads = threads;
    this.ask = ask;
  }

  /** The page before the first message held; one request for all who want it. */
  earlier(conversation: string): Promise<void> {
    const thread = this.threads.get(conversation);
    if (!thread || !hasEarlier(thread)) return Promise.resolve();
    const coming = this.coming.get(conversation) ?? this.page(thread);
    this.coming.set(conversation, coming);
    return coming;
  }

  async whole(conversation: string, signal?: AbortSignal, from = 1): Promise<void> {
    for (;;) {
      const thread = this.threads.get(conversation);
      if (!thread || !hasEarlier(thread) || signal?.aborted) return;
      if ((thread.messages[0]?.seq ?? Number.POSITIVE_INFINITY) <= from) return;
      await this.earlier(conversation);
      const first = this.threads.get(conversation)?.messages[0]?.seq;
      // A page that brings nothing is the last one, whatever the head says.
      if (first === thread.messages[0]?.seq) return;
    }
  }

  private async page({ view: { id }, messages }: Thread): Promise<void> {
    const before = messages[0] === undefined ? {} : { before: messages[0].seq };
    this.threads.change(id, (now) => ({ ...now, loadingEarlier: true }));
    try {
      await this.ask({ conversation: id, limit: PAGE, ...before });
    } finally {
      this.coming.delete(id);
      this.threads.change(id, (now) => ({ ...now, loadingEarlier: false }));
    }
  }
}
