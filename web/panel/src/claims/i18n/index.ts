// The words of claims, in the language of the page.
import { Refused } from "@baro/wire";
import { errorText } from "../../desk/errors";
import { t } from "../../i18n";
import type { ClaimWords } from "./ko";

export const c = (): ClaimWords => t().claims;

/** What a failure means to the person. Throws what isn't one of the wire. */
export const claimErrorText = (error: unknown): string => {
  const own = error instanceof Refused ? c().refusals[error.code] : undefined;
  return own === undefined ? errorText(error, t()) : own(error instanceof Refused ? error.details : {});
};
