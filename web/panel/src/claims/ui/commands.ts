// Commands on claims, for the palette and the shortcuts.
import { focusElement, type PanelContext } from "../../ui/panel_context";
import { c } from "../i18n";
import { filesIn, filesOf } from "../rules/merge";
import type { ClaimKey } from "../rules/shortcuts";
import { orderedTransitions, transitionKey } from "../rules/transition_order";
import { CLAIM_TABS } from "../state/navigation";
import { currentExposure } from "./exposures";

/** The claim that is shown; null for none. */
const currentClaim = ({ claims, desk }: PanelContext) => {
  const place = claims.navigation.page.peek();
  if (place.name === "claim") return claims.claims.peek().get(place.claim) ?? null;
  const thread = desk.thread.peek();
  if (place.name !== "desk" || thread === null || claims.navigation.sidebarTab.peek() !== "claim")
    return null;
  return claims.selectedClaim(thread.view.customer.id);
};

const wide = ({ claims }: PanelContext): boolean => claims.navigation.page.peek().name === "claim";

/** Whether a command is available now. */
export const isClaimCommandPossible = (name: ClaimKey, panel: PanelContext): boolean => {
  switch (name) {
    case "work":
      return panel.claims.departments.length > 0;
    case "claim":
      return panel.claims.navigation.page.peek().name === "desk" && panel.desk.thread.peek() !== null;
    case "part":
      return currentClaim(panel) !== null && !wide(panel);
    case "form":
    case "remark":
      return currentClaim(panel) !== null;
    case "files":
      return firstFile(panel) !== null;
  }
};

const firstFile = (panel: PanelContext) => {
  const claim = currentClaim(panel);
  const held = panel.claims.files.peek();
  const thread = panel.desk.thread.peek();
  const files = claim ? filesOf(held, claim) : thread ? filesIn(held, thread.view.id) : [];
  const [first] = files;
  return first ? { first: first.id, claim: claim?.id ?? "", conversation: first.conversation } : null;
};

export const goToPage = (name: "work" | "desk", panel: PanelContext): void => {
  if (name === "work" && panel.claims.departments.length === 0) return;
  panel.claims.navigation.page.value = { name };
};

export const runClaimCommand = (name: ClaimKey, panel: PanelContext): void => {
  const { claims, page } = panel;
  const { navigation } = claims;
  if (!isClaimCommandPossible(name, panel)) return;
  const claim = currentClaim(panel);
  switch (name) {
    case "work":
      goToPage(navigation.page.peek().name === "desk" ? "work" : "desk", panel);
      break;
    case "claim":
      navigation.sidebarTab.value = navigation.sidebarTab.peek() === "claim" ? "customer" : "claim";
      page.contextOpen.value = true;
      focusElement(`beside-${navigation.sidebarTab.peek()}`);
      break;
    case "part":
      navigation.tab.value =
        CLAIM_TABS[(CLAIM_TABS.indexOf(navigation.tab.peek()) + 1) % CLAIM_TABS.length] ?? "exposures";
      focusElement(`part-tab-${navigation.tab.peek()}`);
      break;
    case "form":
      if (claim) navigation.editRequest.value = { claim: claim.id };
      navigation.tab.value = "form";
      break;
    case "remark":
      navigation.tab.value = "history";
      focusElement("claim-remark");
      break;
    case "files": {
      const first = firstFile(panel);
      if (first) navigation.dialog.value = { name: "viewer", ...first };
      break;
    }
  }
};

/** Opens the dialog of the current exposure's transition of this name; false if it isn't offered. */
export const openTransition = (name: string, panel: PanelContext): boolean => {
  const claim = currentClaim(panel);
  const { navigation, me } = panel.claims;
  if (!claim || (!wide(panel) && navigation.tab.peek() !== "exposures")) return false;
  const exposure = currentExposure(claim, navigation.coverage.peek(), me);
  const step = exposure ? orderedTransitions(exposure).find((one) => one.name === name) : undefined;
  if (!exposure || !step) return false;
  navigation.dialog.value = { name: "step", claim: claim.id, coverage: exposure.coverage, step: step.name };
  return true;
};

export interface ClaimCommand {
  readonly id: string;
  readonly label: string;
  /** Its shortcut on the page of the claim; none for a claim, which has a row of its own. */
  readonly keys: readonly string[];
  readonly run: () => void;
}

/** Transitions of the shown claim, and loaded claims. */
export const claimCommands = (panel: PanelContext): readonly ClaimCommand[] => {
  const { claims } = panel;
  const { navigation } = claims;
  const w = c();
  const claim = currentClaim(panel);
  const steps = (claim?.exposures ?? []).flatMap((exposure) =>
    orderedTransitions(exposure).map((step) => ({
      id: `step ${exposure.coverage} ${step.name}`,
      label: w.transition.title(step.label, exposure.label),
      keys: transitionKey(step.name)?.split("+") ?? [],
      run: () => {
        navigation.dialog.value = {
          name: "step",
          claim: claim?.id ?? "",
          coverage: exposure.coverage,
          step: step.name,
        };
      },
    })),
  );
  const known = [...claims.claims.peek().values()].map((one) => ({
    id: `claim ${one.id}`,
    label: w.commands.openClaim(`${one.id} · ${one.customer.name}`),
    keys: [],
    run: () => {
      navigation.page.value = { name: "claim", claim: one.id };
    },
  }));
  return [...steps, ...known];
};
