// What can be done with claims from the keyboard, for the palette and the keys.
import { focusOn, type Here } from "../../ui/page";
import { c } from "../i18n";
import { filesIn, filesOf } from "../rules/merge";
import type { ClaimKey } from "../rules/shortcuts";
import { offered } from "../rules/step_order";
import { PARTS } from "../state/navigation";
import { currentLine } from "./exposures";

/** The claim before one's eyes; null where there is none. */
export const shownClaim = ({ claims, desk }: Here) => {
  const place = claims.where.place.peek();
  if (place.name === "claim") return claims.claims.peek().get(place.claim) ?? null;
  const thread = desk.thread.peek();
  if (place.name !== "desk" || thread === null || claims.where.beside.peek() !== "claim") return null;
  return claims.beside(thread.view.customer.id);
};

const wide = ({ claims }: Here): boolean => claims.where.place.peek().name === "claim";

/** Whether a key makes sense now. */
export const claimPossible = (name: ClaimKey, here: Here): boolean => {
  switch (name) {
    case "work":
      return here.claims.departments.length > 0;
    case "claim":
      return here.claims.where.place.peek().name === "desk" && here.desk.thread.peek() !== null;
    case "part":
      return shownClaim(here) !== null && !wide(here);
    case "form":
    case "remark":
      return shownClaim(here) !== null;
    case "files":
      return firstFile(here) !== null;
  }
};

const firstFile = (here: Here) => {
  const claim = shownClaim(here);
  const held = here.claims.files.peek();
  const thread = here.desk.thread.peek();
  const files = claim ? filesOf(held, claim) : thread ? filesIn(held, thread.view.id) : [];
  const [first] = files;
  return first ? { first: first.id, claim: claim?.id ?? "", conversation: first.conversation } : null;
};

export const goTo = (name: "work" | "desk", here: Here): void => {
  if (name === "work" && here.claims.departments.length === 0) return;
  here.claims.where.place.value = { name };
};

export const runClaim = (name: ClaimKey, here: Here): void => {
  const { claims, page } = here;
  const { where } = claims;
  if (!claimPossible(name, here)) return;
  const claim = shownClaim(here);
  switch (name) {
    case "work":
      goTo(where.place.peek().name === "desk" ? "work" : "desk", here);
      break;
    case "claim":
      where.beside.value = where.beside.peek() === "claim" ? "customer" : "claim";
      page.context.value = true;
      focusOn(`beside-${where.beside.peek()}`);
      break;
    case "part":
      where.part.value = PARTS[(PARTS.indexOf(where.part.peek()) + 1) % PARTS.length] ?? "lines";
      focusOn(`part-tab-${where.part.peek()}`);
      break;
    case "form":
      if (claim) where.editing.value = { claim: claim.id };
      where.part.value = "form";
      break;
    case "remark":
      where.part.value = "history";
      focusOn("claim-remark");
      break;
    case "files": {
      const first = firstFile(here);
      if (first) where.window.value = { name: "viewer", ...first };
      break;
    }
  }
};

/** Opens the window of the current coverage's step at this place; false when there is none. */
export const runStep = (place: number, here: Here): boolean => {
  const claim = shownClaim(here);
  const { where, me } = here.claims;
  if (!claim || (!wide(here) && where.part.peek() !== "lines")) return false;
  const line = currentLine(claim, where.coverage.peek(), me);
  const step = line ? offered(line)[place] : undefined;
  if (!line || !step) return false;
  where.window.value = { name: "step", claim: claim.id, coverage: line.coverage, step: step.name };
  return true;
};

export interface ClaimCommand {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
}

/** Commands without a key of their own: the steps of what is shown, and claims that are known. */
export const claimCommands = (here: Here): readonly ClaimCommand[] => {
  const { claims } = here;
  const { where } = claims;
  const w = c();
  const claim = shownClaim(here);
  const steps = (claim?.exposures ?? []).flatMap((line) =>
    offered(line).map((step) => ({
      id: `step ${line.coverage} ${step.name}`,
      label: w.step.title(step.label, line.label),
      run: () => {
        where.window.value = {
          name: "step",
          claim: claim?.id ?? "",
          coverage: line.coverage,
          step: step.name,
        };
      },
    })),
  );
  const known = [...claims.claims.peek().values()].map((one) => ({
    id: `claim ${one.id}`,
    label: w.commands.openClaim(`${one.id} · ${one.customer.name}`),
    run: () => {
      where.place.value = { name: "claim", claim: one.id };
    },
  }));
  return [...steps, ...known];
};
