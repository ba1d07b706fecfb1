// The transitions of a coverage: the usual next one first, destructive ones apart. Each has a key of its own, which stays
// the same whatever else is offered, so that no press does what another one did before.
import type { ExposureView, TransitionView } from "@baro/wire";
import type { Stroke } from "../../desk/shortcuts";

/** The usual next transition, which the server names; null if there is none. */
export const forwardTransition = (exposure: ExposureView): TransitionView | null =>
  exposure.transitions?.find(({ name }) => name === exposure.usual_transition) ?? null;

/** Takes something from the customer, or can't be undone. */
export const isDestructive = ({ name, irreversible }: TransitionView): boolean =>
  Boolean(irreversible) || name === "deny";

/** All transitions: the usual next one, the others, and the destructive ones. */
export const orderedTransitions = (exposure: ExposureView): readonly TransitionView[] => {
  const forward = forwardTransition(exposure);
  const rest = (exposure.transitions ?? []).filter((one) => one !== forward);
  const all = [...(forward ? [forward] : []), ...rest];
  return [...all.filter((one) => !isDestructive(one)), ...all.filter(isDestructive)];
};

/** Keys of transitions: a digit, with Shift for destructive and rarer ones, with Alt too for those of denials. */
const KEYS: Readonly<Record<string, string>> = {
  assign: "1",
  investigate: "2",
  request_documents: "3",
  negotiate_liability: "4",
  propose_liability: "5",
  assess: "6",
  approve: "7",
  release_hold: "8",
  delay: "9",
  close: "0",
  pay: "Shift+1",
  advance: "Shift+2",
  deny: "Shift+3",
  confirm_denial: "Shift+4",
  withdraw: "Shift+5",
  mark_duplicate: "Shift+6",
  dispute: "Shift+7",
  settle_dispute: "Shift+8",
  request_account: "Shift+9",
  conclude: "Shift+0",
  reject_denial: "Alt+Shift+1",
  withdraw_denial: "Alt+Shift+2",
  appeal: "Alt+Shift+3",
  reopen: "Alt+Shift+4",
};

/** The key of a transition, as `aria-keyshortcuts` writes it; undefined where it has none. */
export const transitionKey = (name: string): string | undefined => KEYS[name];

/** The key as it is shown beside the label. */
export const shownKey = (key: string): string => key.replace("Alt+", "⌥").replace("Shift+", "⇧");

/** The transition that a keystroke names, whether or not it is offered; null for any other key. */
export const transitionOfStroke = (stroke: Stroke): string | null => {
  if (stroke.ctrlKey || stroke.metaKey || (stroke.altKey && !stroke.shiftKey)) return null;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(stroke.code)?.[1];
  if (digit === undefined) return null;
  const key = `${stroke.altKey ? "Alt+" : ""}${stroke.shiftKey ? "Shift+" : ""}${digit}`;
  return Object.entries(KEYS).find(([, held]) => held === key)?.[0] ?? null;
};
