// Shortcuts of claims on the whole page.
import { useLayoutEffect, useState } from "preact/hooks";
import { type PanelContext, usePanel } from "../../ui/panel_context";
import { claimKeyOf, GoToKeys } from "../rules/shortcuts";
import { transitionOfStroke } from "../rules/transition_order";
import { goToPage, openTransition, runClaimCommand } from "./commands";

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** True if the keystroke was handled. */
const handleKey = (event: KeyboardEvent, going: GoToKeys, panel: PanelContext): boolean => {
  const name = claimKeyOf(event);
  if (name !== null) {
    runClaimCommand(name, panel);
    return true;
  }
  if (isTextField(event.target)) return false;
  const { navigation } = panel.claims;
  if (event.key === "Escape" && navigation.page.peek().name === "claim") {
    navigation.page.value = { name: panel.claims.departments.length > 0 ? "work" : "desk" };
    return true;
  }
  const place = going.pageFor(event, event.timeStamp);
  if (place !== null) {
    goToPage(place, panel);
    return true;
  }
  const step = transitionOfStroke(event);
  return step !== null && openTransition(step, panel);
};

export const useClaimKeys = (): void => {
  const panel = usePanel();
  const [going] = useState(() => new GoToKeys());
  // A layout effect, so that the first keystroke after rendering is handled.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || (event.isComposing && !event.altKey)) return;
      if (panel.page.dialog.peek() !== null || panel.claims.navigation.dialog.peek() !== null) return;
      if (handleKey(event, going, panel)) event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [panel, going]);
};
