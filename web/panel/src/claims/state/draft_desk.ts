// Accident forms that are not registered yet, by customer: what was asked for, corrected and registered.
import type { ClaimView, DraftView } from "@baro/wire";
import { Refused } from "@baro/wire";
import { type Signal, signal } from "@preact/signals";
import { explained } from "../i18n";
import type { ClaimWire, Done } from "./claim_api";

export class DraftDesk {
  /** By customer, the latest first. */
  readonly drafts: Signal<ReadonlyMap<string, readonly DraftView[]>> = signal(new Map());
  private readonly wire: ClaimWire;
  private readonly registered: (claim: ClaimView) => void;

  constructor(wire: ClaimWire, registered: (claim: ClaimView) => void) {
    this.wire = wire;
    this.registered = registered;
  }

  of(customer: string): readonly DraftView[] {
    return this.drafts.value.get(customer) ?? [];
  }

  /** What is unfinished for the customer of a conversation now. What goes wrong leaves what is known. */
  async load(conversation: string, customer: string): Promise<void> {
    try {
      const { drafts } = await this.wire.request("drafts", { conversation });
      this.keep(customer, drafts);
    } catch (error) {
      explained(error);
    }
  }

  /** Changes answers; without a form, writes down an accident. */
  correct(
    conversation: string,
    customer: string,
    draft: DraftView | null,
    facts: Record<string, string>,
  ): Promise<Done> {
    const about = { conversation, key: draft?.key ?? ("" as const), version: draft?.version ?? 0 };
    return this.change(conversation, customer, async () => {
      const { draft: after } = await this.wire.request("correct", { ...about, facts });
      this.keep(customer, [after, ...this.without(customer, after.key)]);
    });
  }

  register(conversation: string, customer: string, draft: DraftView): Promise<Done> {
    return this.change(conversation, customer, async () => {
      const { key, version } = draft;
      const { claim } = await this.wire.request("register", { conversation, key, version });
      this.keep(customer, this.without(customer, key));
      this.registered(claim);
    });
  }

  private without(customer: string, key: string): readonly DraftView[] {
    return (this.drafts.peek().get(customer) ?? []).filter((one) => one.key !== key);
  }

  private keep(customer: string, drafts: readonly DraftView[]): void {
    this.drafts.value = new Map(this.drafts.peek()).set(customer, drafts);
  }

  private async change(conversation: string, customer: string, act: () => Promise<void>): Promise<Done> {
    try {
      await act();
      return { ok: true };
    } catch (error) {
      const text = explained(error);
      const code = error instanceof Refused ? error.code : "";
      // Somebody was quicker, or it isn't known whether it was done: what is so now must be seen.
      await this.load(conversation, customer);
      return { ok: false, text, code };
    }
  }
}
