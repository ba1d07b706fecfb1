// Claims, files and the work list as this agent may see them: requested once, then updated by frames.
import type {
  AccidentForm,
  ApprovalView,
  ClaimLabels,
  ClaimView,
  ClientState,
  DeskRules,
  Push,
  Results,
  WorkItemView,
} from "@baro/wire";
import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Toasts } from "../../desk/toasts";
import { type Claims, claimsOf, type Files, mergeClaim, mergeFile, mergeFiles } from "../rules/merge";
import { updateWork } from "../rules/work_list";
import type { ClaimApi } from "./claim_api";
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

export class ClaimStore {
  readonly navigation = new ClaimNavigation();
  readonly departments: readonly string[];
  readonly claims: Signal<Claims> = signal(new Map());
  readonly files: Signal<Files> = signal(new Map());
  readonly workRows: Signal<readonly WorkItemView[]> = signal([]);
  readonly approvals: Signal<readonly ApprovalView[]> = signal([]);
  /** Keys: `customer …`, `claim …`, `files …`, `work`, `approvals`. */
  private readonly loads = new LoadTracker();
  protected readonly wire: ClaimApi;
  protected readonly clock: () => number;
  private readonly state: ReadonlySignal<ClientState>;

  constructor(options: ClaimDeskOptions) {
    this.wire = options.wire;
    this.state = options.state;
    this.departments = options.departments;
    this.clock = options.now;
  }

  /** The server's time, ms since 1970 UTC. */
  now(): number {
    return this.clock() + this.state.peek().skew;
  }

  /** The server's clock minus this machine's, ms. */
  get skew(): number {
    return this.state.value.skew;
  }

  /** Thresholds of the insurer's configuration; null before the first `welcome`. */
  get rules(): DeskRules | null {
    return this.state.value.deskRules;
  }

  /** The accident form of the insurer's configuration; null before the first `welcome`. */
  get accidentForm(): AccidentForm | null {
    return this.state.value.accidentForm;
  }

  /** All coverages and departments; null before the first `welcome`. */
  get labels(): ClaimLabels | null {
    return this.state.value.claimLabels;
  }

  get me(): string {
    return this.state.peek().you?.id ?? "";
  }

  get connectionPhase(): string {
    return this.state.value.connection.phase;
  }

  get online(): boolean {
    return this.state.value.connection.phase === "online";
  }

  /** Applies a frame. */
  onFrame(frame: Push): void {
    if (frame.event === "claim") void this.onClaimFrame(frame.claim);
    else if (frame.event === "upload") this.files.value = mergeFile(this.files.peek(), frame.upload);
  }

  /** Loads what is shown again after a reconnect: frames may have been missed. */
  onWelcome(): void {
    const page = this.navigation.page.peek();
    if (this.departments.length > 0) void this.loadWork();
    if (page.name === "claim") void this.loadClaim(page.claim);
    for (const [key] of this.loads.states.peek()) {
      const [what, id = ""] = key.split(" ");
      if (what === "customer") void this.loadCustomer(id);
      if (what === "files") void this.loadFiles(id);
    }
  }

  loadState(what: "customer" | "claim" | "files" | "work" | "approvals", id = ""): LoadState | undefined {
    return this.loads.states.value.get(key(what, id));
  }

  /** The claims of a customer whom this agent serves. */
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
      // A list that is the same is not drawn again.
      if (JSON.stringify(work) !== JSON.stringify(this.workRows.peek())) this.workRows.value = work;
    });
  }

  /** What awaits a second person, oldest first. */
  loadApprovals(): Promise<void> {
    return this.loads.load(key("approvals", ""), async () => {
      this.approvals.value = (await this.wire.request("approvals", {})).approvals ?? [];
    });
  }

  /** The claim shown beside a customer's conversation: the selected one, or the first. */
  selectedClaim(customer: string): ClaimView | null {
    const claims = claimsOf(this.claims.value, customer);
    const chosen = this.navigation.selectedClaims.value.get(customer);
    return claims.find((claim) => claim.id === chosen) ?? claims[0] ?? null;
  }

  protected storeAnswer(shown: {
    readonly claim: ClaimView;
    readonly files?: readonly Results["files"]["files"][number][];
  }) {
    batch(() => {
      this.storeClaim(shown.claim, true);
      this.files.value = mergeFiles(this.files.peek(), shown.files ?? []);
    });
  }

  /** The view in a frame lacks this person's own transitions, so a loaded claim is requested again. */
  private async onClaimFrame(claim: ClaimView): Promise<void> {
    const before = this.claims.peek().get(claim.id);
    if (before && before.version >= claim.version) return;
    if (before)
      try {
        this.storeAnswer(await this.wire.request("claim", { claim: claim.id }));
        return;
      } catch {
        // The view of the frame is better than an outdated one.
      }
    this.storeClaim(claim, false);
  }

  protected storeClaim(claim: ClaimView, answer: boolean): void {
    batch(() => {
      const before = this.claims.peek();
      this.claims.value = mergeClaim(before, claim, answer);
      if (this.claims.peek() !== before && this.loads.states.peek().has(key("work", "")))
        this.workRows.value = updateWork(this.workRows.peek(), claim, this.departments);
    });
  }
}

const key = (what: string, id: string): string => `${what} ${id}`;
