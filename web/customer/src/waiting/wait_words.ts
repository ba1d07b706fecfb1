// A card's place and time in words.
import type { WaitingCardView } from "@baro/wire";
import { t } from "../texts";

export const placeText = ({ place, is_step = false }: WaitingCardView): string =>
  t(is_step ? "wait_place_within" : "wait_place", { place });

/** How long it takes, from and to in whole minutes. */
export const waitText = ({ low_s: low, high_s: high, at_once: atOnce = 0 }: WaitingCardView): string => {
  if (low === undefined || low === null || high === undefined || high === null) return t("wait_unknown");
  const [from, to] = [Math.floor(low / 60), Math.max(1, Math.ceil(high / 60))];
  if (atOnce > 0) return t("wait_at_once", { share: Math.round(atOnce * 100), to });
  return from < 1 ? t("wait_up_to", { to }) : t("wait_range", { from, to });
};

/** Whether it takes longer than what was shown. */
export const isLonger = ({ at, high_s: high }: WaitingCardView, now: number): boolean =>
  high !== undefined && high !== null && now > at + high * 1000;
