// What an agent does with claims: transitions, corrections, notes, documents.
import type { ClaimView, Results, WorkItemView } from "@baro/wire";
import { Refused } from "@baro/wire";
import type { Toasts } from "../../desk/toasts";
import { claimErrorText } from "../i18n";
import { mergeFile } from "../rules/merge";
import type { TransitionFields } from "../rules/transition_form";
import type { ChangeResult } from "./claim_api";
import { type ClaimDeskOptions, ClaimStore } from "./claim_store";
import { DraftDesk } from "./draft_desk";
import { FileUrls } from "./file_urls";

export class ClaimDesk extends ClaimStore {
  readonly fileUrls: FileUrls;
  readonly drafts: DraftDesk;
  private readonly toasts: Toasts;

  constructor(options: ClaimDeskOptions) {
    super(options);
    this.toasts = options.toasts;
    this.drafts = new DraftDesk(this.wire, (claim) => {
      this.storeClaim(claim, true);
      this.navigation.selectClaim(claim.customer.id, claim.id);
    });
    this.fileUrls = new FileUrls(
      (upload, variant) => this.wire.request("get_file", { upload, variant }),
      () => this.clock(),
    );
  }

  applyTransition(
    claim: ClaimView,
    coverage: string,
    step: string,
    fields: TransitionFields,
  ): Promise<ChangeResult> {
    return this.submit(claim.id, () =>
      this.wire.request("apply_transition", {
        claim: claim.id,
        coverage,
        transition: step,
        version: claim.version,
        ...fields,
      }),
    );
  }

  amendClaim(claim: ClaimView, facts: Record<string, string>): Promise<ChangeResult> {
    return this.submit(claim.id, () =>
      this.wire.request("amend_claim", { claim: claim.id, version: claim.version, facts }),
    );
  }

  addCoverage(claim: ClaimView, coverage: string): Promise<ChangeResult> {
    return this.submit(claim.id, () =>
      this.wire.request("add_coverage", { claim: claim.id, version: claim.version, coverage }),
    );
  }

  addNote(claim: string, text: string): Promise<ChangeResult> {
    return this.submit(claim, () => this.wire.request("add_claim_note", { claim, text }));
  }

  review(
    claim: ClaimView,
    item: string,
    upload: string,
    accept: boolean,
    reason = "",
  ): Promise<ChangeResult> {
    return this.submit(claim.id, () =>
      this.wire.request("review", { claim: claim.id, version: claim.version, item, upload, accept, reason }),
    );
  }

  fileAs(claim: string, upload: string, item: string): Promise<ChangeResult> {
    return this.submit(claim, async () => {
      const shown = await this.wire.request("file_as", { upload, claim, item });
      const file = this.files.peek().get(upload);
      if (file && !(shown.files ?? []).some((one) => one.id === upload))
        this.files.value = mergeFile(this.files.peek(), { ...file, claim: item ? claim : "", item });
      return shown;
    });
  }

  /** Assigns an exposure of the work list to this agent; failures are shown as a toast. */
  async assignToMe(row: Pick<WorkItemView, "claim" | "coverage" | "adjuster">): Promise<boolean> {
    if (!this.claims.peek().has(row.claim)) await this.loadClaim(row.claim);
    const claim = this.claims.peek().get(row.claim);
    if (!claim) {
      const load = this.loadState("claim", row.claim);
      if (load?.state === "failed") this.toasts.show({ tone: "bad", text: load.text });
      return false;
    }
    let done = await this.applyTransition(claim, row.coverage, "assign", { adjuster: this.me });
    // The work list may be newer than the claim. If the adjuster is unchanged, the assignment is sent again.
    const now = this.claims.peek().get(row.claim);
    const adjuster = now?.exposures.find((exposure) => exposure.coverage === row.coverage)?.adjuster?.id;
    if (now && !done.ok && done.code === "claim_changed" && adjuster === row.adjuster?.id)
      done = await this.applyTransition(now, row.coverage, "assign", { adjuster: this.me });
    if (!done.ok) this.toasts.show({ tone: "bad", text: done.text });
    return done.ok;
  }

  /** Takes on the assistance that a department was asked for, or marks it done; failures are shown as a toast. */
  async assist(row: Pick<WorkItemView, "claim" | "department">, done: boolean): Promise<boolean> {
    const { claim, department } = row;
    const made = await this.submit(claim, () => this.wire.request("assist", { claim, department, done }));
    if (!made.ok) this.toasts.show({ tone: "bad", text: made.text });
    await this.loadWork();
    return made.ok;
  }

  showToast(tone: "good" | "bad", text: string): void {
    this.toasts.show({ tone, text, topic: `claims ${tone}` });
  }

  private async submit(claim: string, act: () => Promise<Results["claim"]>): Promise<ChangeResult> {
    try {
      this.storeAnswer(await act());
      return { ok: true };
    } catch (error) {
      const text = claimErrorText(error);
      const code = error instanceof Refused ? error.code : "";
      // Somebody else changed the claim first, or the outcome is unknown: the current claim is loaded.
      await this.loadClaim(claim);
      return { ok: false, text, code };
    }
  }
}
