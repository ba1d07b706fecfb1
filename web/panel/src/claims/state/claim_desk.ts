// Claims, files and work as this agent sees them: what was asked for, kept up with what comes in.
import type { ClaimView, ClientState, DeskRules, Push, Results, WorkItemView } from "@baro/wire";
import { Refused } from "@baro/wire";
import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Toasts } from "../../desk/toasts";
import { claimErrorText } from "../i18n";
import { type Claims, claimsOf, type Files, mergeClaim, mergeFile, mergeFiles } from "../rules/merge";
import type { TransitionFields } from "../rules/transition_form";
import { updateWork } from "../rules/work_list";
import type { ChangeResult, ClaimApi } from "./claim_api";
import { DraftDesk } from "./draft_desk";
import { FileUrls } from "./file_urls";
import { type LoadState, LoadTracker } from "./load_tracker";
import { ClaimNavigation } from "./navigation";

export interface ClaimDeskOptions {
  readonly wire: ClaimApi;
  readonly state: ReadonlySignal<ClientState>;
  readonly toasts: Toasts;
  /** Departments whose claims this person works on. */
  readonly departments: readonly string[];
  /** ms since 1970 UTC. */
  readonly now: () => number;
}

export class ClaimDesk {
  readonly navigation = new ClaimNavigation();
  readonly departments: readonly string[];
  readonly fileUrls: FileUrls;
  readonly drafts: DraftDesk;
  readonly claims: Signal<Claims> = signal(new Map());
  readonly files: Signal<Files> = signal(new Map());
  readonly workRows: Signal<readonly WorkItemView[]> = signal([]);
  /** By what was asked: `customer …`, `claim …`, `files …`, `work`. */
  private readonly loads = new LoadTracker();
  private readonly wire: ClaimApi;
  private readonly state: ReadonlySignal<ClientState>;
  private readonly toasts: Toasts;
  private readonly clock: () => number;

  constructor(surround: ClaimDeskOptions) {
    this.wire = surround.wire;
    this.state = surround.state;
    this.toasts = surround.toasts;
    this.departments = surround.departments;
    this.clock = surround.now;
    this.drafts = new DraftDesk(this.wire, (claim) => {
      this.storeClaim(claim, true);
      this.navigation.selectClaim(claim.customer.id, claim.id);
    });
    this.fileUrls = new FileUrls(
      (upload, variant) => this.wire.request("get_file", { upload, variant }),
      () => this.clock(),
    );
  }

  /** The centre's time, ms since 1970 UTC. */
  now(): number {
    return this.clock() + this.state.peek().skew;
  }

  /** The centre's clock minus this machine's, ms. */
  get skew(): number {
    return this.state.value.skew;
  }

  /** Thresholds of the insurer's configuration; null before the first `welcome`. */
  get rules(): DeskRules | null {
    return this.state.value.deskRules;
  }

  get me(): string {
    return this.state.peek().you?.id ?? "";
  }

  /** Changes whenever the line comes or goes. */
  get connectionPhase(): string {
    return this.state.value.connection.phase;
  }

  get online(): boolean {
    return this.state.value.connection.phase === "online";
  }

  /** A frame came in. */
  onFrame(frame: Push): void {
    if (frame.event === "claim") void this.onClaimFrame(frame.claim);
    else if (frame.event === "upload") this.files.value = mergeFile(this.files.peek(), frame.upload);
  }

  /** After every `welcome`: what is looked at may have changed meanwhile. */
  onWelcome(): void {
    const place = this.navigation.page.peek();
    if (this.departments.length > 0) void this.loadWork();
    if (place.name === "claim") void this.loadClaim(place.claim);
    for (const [key] of this.loads.states.peek()) {
      const [what, id = ""] = key.split(" ");
      if (what === "customer") void this.loadCustomer(id);
      if (what === "files") void this.loadFiles(id);
    }
  }

  loadState(what: "customer" | "claim" | "files" | "work", id = ""): LoadState | undefined {
    return this.loads.states.value.get(key(what, id));
  }

  /** The claims of a customer that is served. */
  loadCustomer(customer: string): Promise<void> {
    return this.loads.load(key("customer", customer), async () => {
      const { claims } = await this.wire.request("claims", { customer });
      for (const claim of claims) this.storeClaim(claim, true);
    });
  }

  /** One claim with its files. */
  loadClaim(claim: string): Promise<void> {
    return this.loads.load(key("claim", claim), async () => {
      this.storeAnswer(await this.wire.request("claim", { claim }));
    });
  }

  loadFiles(conversation: string): Promise<void> {
    return this.loads.load(key("files", conversation), async () => {
      const { files } = await this.wire.request("files", { conversation });
      this.files.value = mergeFiles(this.files.peek(), files);
    });
  }

  loadWork(): Promise<void> {
    return this.loads.load(key("work", ""), async () => {
      const { work } = await this.wire.request("work_list", {});
      this.workRows.value = work;
    });
  }

  /** The claim beside a customer's conversation: the one that was chosen, or the first. */
  selectedClaim(customer: string): ClaimView | null {
    const claims = claimsOf(this.claims.value, customer);
    const chosen = this.navigation.selectedClaims.value.get(customer);
    return claims.find((claim) => claim.id === chosen) ?? claims[0] ?? null;
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

  /** Takes a line of the work list for oneself; what goes wrong is said. */
  async assignToMe(row: Pick<WorkItemView, "claim" | "coverage" | "adjuster">): Promise<boolean> {
    if (!this.claims.peek().has(row.claim)) await this.loadClaim(row.claim);
    const claim = this.claims.peek().get(row.claim);
    const asked = this.loads.states.peek().get(key("claim", row.claim));
    if (!claim) {
      if (asked?.state === "failed") this.toasts.show({ tone: "bad", text: asked.text });
      return false;
    }
    let done = await this.applyTransition(claim, row.coverage, "assign", { adjuster: this.me });
    // The list may be newer than the claim that is held; as long as nobody else took the line, it is taken all the same.
    const now = this.claims.peek().get(row.claim);
    const adjuster = now?.exposures.find((exposure) => exposure.coverage === row.coverage)?.adjuster?.id;
    if (now && !done.ok && done.code === "claim_changed" && adjuster === row.adjuster?.id)
      done = await this.applyTransition(now, row.coverage, "assign", { adjuster: this.me });
    if (!done.ok) this.toasts.show({ tone: "bad", text: done.text });
    return done.ok;
  }

  /** Takes on help that a department was told of, or says that it was given; what goes wrong is said. */
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

  private storeAnswer(shown: {
    readonly claim: ClaimView;
    readonly files?: readonly Results["files"]["files"][number][];
  }) {
    batch(() => {
      this.storeClaim(shown.claim, true);
      this.files.value = mergeFiles(this.files.peek(), shown.files ?? []);
    });
  }

  /** A picture told to all doesn't know what this person may do: of a claim that was asked for, their own is fetched. */
  private async onClaimFrame(claim: ClaimView): Promise<void> {
    const before = this.claims.peek().get(claim.id);
    if (before && before.version >= claim.version) return;
    if (before)
      try {
        this.storeAnswer(await this.wire.request("claim", { claim: claim.id }));
        return;
      } catch {
        // Better the common picture than an old one.
      }
    this.storeClaim(claim, false);
  }

  private storeClaim(claim: ClaimView, answer: boolean): void {
    batch(() => {
      const before = this.claims.peek();
      this.claims.value = mergeClaim(before, claim, answer);
      if (this.claims.peek() !== before && this.loads.states.peek().has(key("work", "")))
        this.workRows.value = updateWork(this.workRows.peek(), claim, this.departments);
    });
  }

  private async submit(claim: string, act: () => Promise<Results["claim"]>): Promise<ChangeResult> {
    try {
      this.storeAnswer(await act());
      return { ok: true };
    } catch (error) {
      const text = claimErrorText(error);
      const code = error instanceof Refused ? error.code : "";
      // Somebody was quicker, or it isn't known whether it was done: what is so now must be seen.
      await this.loadClaim(claim);
      return { ok: false, text, code };
    }
  }
}

const key = (what: string, id: string): string => `${what} ${id}`;
