// The order in which the transitions of a coverage are offered: the usual next one first, irreversible ones last.
import type { ExposureView, TransitionView } from "@baro/wire";

/** The usual next transition, which the server names; null if there is none. */
export const forwardTransition = (exposure: ExposureView): TransitionView | null =>
  exposure.transitions?.find(({ name }) => name === exposure.usual_transition) ?? null;

/** All transitions, in the order of their keys 1, 2, 3 … */
export const orderedTransitions = (exposure: ExposureView): readonly TransitionView[] => {
  const forward = forwardTransition(exposure);
  const rest = (exposure.transitions ?? []).filter((one) => one !== forward);
  return [
    ...(forward ? [forward] : []),
    ...rest.filter((one) => !one.irreversible),
    ...rest.filter((one) => one.irreversible),
  ];
};
