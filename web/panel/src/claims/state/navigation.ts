// Navigation state: conversations, the work list, a single claim, the supervisors' or the dispatchers' page; and the open dialog.
import { type Signal, signal } from "@preact/signals";

type ClaimPage =
  | { readonly name: "desk" }
  | { readonly name: "work" }
  | { readonly name: "supervision" }
  | { readonly name: "roadside" }
  | { readonly name: "approvals" }
  /** `from`: the list that it was opened in. */
  | { readonly name: "claim"; readonly claim: string; readonly from?: "approvals" };

type ClaimDialog =
  | { readonly name: "step"; readonly claim: string; readonly coverage: string; readonly step: string }
  | { readonly name: "reject"; readonly claim: string; readonly item: string; readonly upload: string }
  | { readonly name: "add_coverage"; readonly claim: string }
  | {
      readonly name: "viewer";
      readonly first: string;
      /** The claim whose files are shown; "" for those of the conversation. */
      readonly claim: string;
      readonly conversation: string;
    };

export type ClaimTab = "exposures" | "documents" | "files" | "form" | "history";
export const CLAIM_TABS: readonly ClaimTab[] = ["exposures", "documents", "files", "form", "history"];

export const SIDEBAR_TABS = ["customer", "timeline", "claim"] as const;
type SidebarTab = (typeof SIDEBAR_TABS)[number];

export class ClaimNavigation {
  readonly page: Signal<ClaimPage> = signal({ name: "desk" });
  readonly dialog: Signal<ClaimDialog | null> = signal(null);
  /** The tab of the column beside the conversation. */
  readonly sidebarTab: Signal<SidebarTab> = signal("customer");
  /** The claim selected beside the conversation, by customer. */
  readonly selectedClaims: Signal<ReadonlyMap<string, string>> = signal(new Map());
  readonly tab: Signal<ClaimTab> = signal("exposures");
  /** The exposure that number keys apply to. */
  readonly coverage: Signal<string> = signal("");
  /** Request to open the form for editing; a new object each time. */
  readonly editRequest: Signal<{ readonly claim: string } | null> = signal(null);

  closeDialog = (): void => {
    this.dialog.value = null;
  };

  selectClaim(customer: string, claim: string): void {
    this.selectedClaims.value = new Map(this.selectedClaims.peek()).set(customer, claim);
  }
}
