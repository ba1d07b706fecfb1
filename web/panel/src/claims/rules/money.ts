// Amounts of won in text fields.
import { grouped } from "@baro/design/format";
import { MAX_WON } from "@baro/wire";

/** The amount of a typed text ("1,234,000원", "120만 5000", "３억") in won; null if it is no amount. */
export const parseWon = (typed: string): number | null => {
  const plain = typed
    .normalize("NFKC")
    .replace(/[\s,_]/g, "")
    .replace(/원$/, "");
  const parts = /^(?:(\d+)조)?(?:(\d+)억)?(?:(\d+)만)?(\d+)?$/.exec(plain);
  if (plain === "" || parts === null) return null;
  const [, trillions = "0", hundreds = "0", tens = "0", ones = "0"] = parts;
  const won = Number(trillions) * 1e12 + Number(hundreds) * 1e8 + Number(tens) * 1e4 + Number(ones);
  return won <= MAX_WON ? won : null;
};

/** The text of an amount field while typing: commas are added to digits; any other text is unchanged. */
export const formatAmountInput = (typed: string): string => {
  const digits = typed.replace(/,/g, "");
  return /^\d{1,15}$/.test(digits) ? grouped(Number(digits)) : typed;
};
