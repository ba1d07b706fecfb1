// Accident forms that are not registered yet, by customer: what was asked for, corrected and registered.
import type { ClaimView, DraftView } from "@baro/wire";
import { Refused } from "@baro/wire";
import { type Signal, signal } from "@preact/signals";
import { claimErrorText } from "../i18n";
import type { ChangeResult, ClaimApi } from "./claim_api";

export class DraftDesk {
  /** By customer, the latest first. */
  readonly drafts: Signal<ReadonlyMap<string, readonly DraftView[]>> = signal(new Map());
  private readonly wire: ClaimApi;
  private readonly registered: (claim: ClaimView) => void;

  constructor(wire: ClaimApi, registered: (claim: ClaimView) => void) {
    this.wire = wire;
    this.registered = registered;
  }

  draftsOf(customer: string): readonly DraftView[] {
    return this.drafts.value.get(customer) ?? [];
  }

  /** What is unfinished for the customer of a conversation now. What goes wrong leaves what is known. */
  async load(conversation: string, customer: string): Promise<void> {
    try {
      const { drafts } = await this.wire.request("drafts", { conversation });
      this.store(customer, drafts);
    } catch (error) {
      claimErrorText(error);
    }
  }

  /** Changes answers; without a form, writes down an accident. */
  correct(
    conversation: string,
    customer: string,
    draft: DraftView | null,
    facts: Record<string, string>,
  ): Promise<ChangeResult> {
    const about = { conversation, key: draft?.key ?? ("" as const), version: draft?.version ?? 0 };
    return this.submit(conversation, customer, async () => {
      const { draft: after } = await this.wire.request("correct", { ...about, facts });
      this.store(customer, [after, ...this.without(customer, after.key)]);
    });
  }

  register(conversation: string, customer: string, draft: DraftView): Promise<ChangeResult> {
    return this.submit(conversation, customer, async () => {
      const { key, version } = draft;
      const { claim } = await this.wire.request("register", { conversation, key, version });
      this.store(customer, this.without(customer, key));
      this.registered(claim);
    });
  }

  private without(customer: string, key: string): readonly DraftView[] {
    return (this.drafts.peek().get(customer) ?? []).filter((one) => one.key !== key);
  }

  private store(customer: string, drafts: readonly DraftView[]): void {
    this.drafts.value = new Map(this.drafts.peek()).set(customer, drafts);
  }

  private async submit(
    conversation: string,
    customer: string,
    act: () => Promise<void>,
  ): Promise<ChangeResult> {
    try {
      await act();
      return { ok: true };
    } catch (error) {
      const text = claimErrorText(error);
      const code = error instanceof Refused ? error.code : "";
      // Somebody was quicker, or it isn't known whether it was done: what is so now must be seen.
      await this.load(conversation, customer);
      return { ok: false, text, code };
    }
  }
}
