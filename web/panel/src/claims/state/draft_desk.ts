// Unregistered accident forms by customer: loaded, corrected, registered.
import type { ClaimView, DraftView } from "@baro/wire";
import { Refused } from "@baro/wire";
import { type Signal, signal } from "@preact/signals";
import { claimErrorText } from "../i18n";
import type { ChangeResult, ClaimApi } from "./claim_api";

export class DraftDesk {
  /** By customer, newest first. */
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

  /** Loads the drafts of a conversation's customer. On errors the known drafts stay. */
  async load(conversation: string, customer: string): Promise<void> {
    try {
      const { drafts } = await this.wire.request("drafts", { conversation });
      this.store(customer, drafts);
    } catch (error) {
      claimErrorText(error);
    }
  }

  /** Changes answers of a draft, or starts one. */
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
      // Somebody else changed it first, or the outcome is unknown: the current drafts are loaded.
      await this.load(conversation, customer);
      return { ok: false, text, code };
    }
  }
}
