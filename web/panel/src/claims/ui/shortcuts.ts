// The keys of claims, heard all over the page.
import { useLayoutEffect, useState } from "preact/hooks";
import { type Here, useHere } from "../../ui/page";
import { claimKeyOf, Going, placeOf } from "../rules/shortcuts";
import { goTo, runClaim, runStep } from "./commands";

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** True when the stroke meant something here. */
const heard = (event: KeyboardEvent, going: Going, here: Here): boolean => {
  const name = claimKeyOf(event);
  if (name !== null) {
    runClaim(name, here);
    return true;
  }
  if (typing(event.target)) return false;
  const { where } = here.claims;
  if (event.key === "Escape" && where.place.peek().name === "claim") {
    where.place.value = { name: here.claims.departments.length > 0 ? "work" : "desk" };
    return true;
  }
  const place = going.stroke(event, event.timeStamp);
  if (place !== null) {
    goTo(place, here);
    return true;
  }
  const step = placeOf(event);
  return step !== null && runStep(step, here);
};

export const useClaimKeys = (): void => {
  const here = useHere();
  const [going] = useState(() => new Going());
  // With the first drawing: who types at once is heard.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      if (here.page.window.peek() !== null || here.claims.where.window.peek() !== null) return;
      if (heard(event, going, here)) event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [here, going]);
};
