// Texts of claims in the page's language.
import { Refused } from "@baro/wire";
import { errorText } from "../../desk/errors";
import { t } from "../../i18n";
import type { ClaimWords } from "./ko";

export const c = (): ClaimWords => t().claims;

/** The message for an error of the wire; throws other errors. */
export const claimErrorText = (error: unknown): string => {
  const own = error instanceof Refused ? c().refusals[error.code] : undefined;
  return own === undefined ? errorText(error, t()) : own(error instanceof Refused ? error.details : {});
};
