// Won, as people write and say it.

const UNITS = ["", "만", "억", "조"] as const;
/** The wire takes no more; well within what a number holds exactly. */
export const MOST_WON = 100_000_000_000;

/** 1234000 → "1,234,000". */
export const grouped = (won: number): string => won.toLocaleString("en-US");

/** 1234000 → "123만 4,000원": how a Korean reads it aloud. 0 → "0원". */
export const wonWords = (won: number): string => {
  const parts: string[] = [];
  let rest = Math.abs(Math.trunc(won));
  for (const unit of UNITS) {
    const part = rest % 10_000;
    rest = Math.floor(rest / 10_000);
    if (part > 0) parts.unshift(`${grouped(part)}${unit}`);
  }
  return `${won < 0 ? "-" : ""}${parts.join(" ") || "0"}원`;
};

/** 1234000 → "1,234,000원 (123만 4,000원)": figures to compare with paper, words to hear a slip of a nought. */
export const wonBoth = (won: number): string => `${grouped(won)}원 (${wonWords(won)})`;

/** What was typed ("1,234,000원", "120만 5000", "３억") as won; null where it is no amount. */
export const wonOf = (typed: string): number | null => {
  const plain = typed
    .normalize("NFKC")
    .replace(/[\s,_]/g, "")
    .replace(/원$/, "");
  const parts = /^(?:(\d+)조)?(?:(\d+)억)?(?:(\d+)만)?(\d+)?$/.exec(plain);
  if (plain === "" || parts === null) return null;
  const [, trillions = "0", hundreds = "0", tens = "0", ones = "0"] = parts;
  const won = Number(trillions) * 1e12 + Number(hundreds) * 1e8 + Number(tens) * 1e4 + Number(ones);
  return won <= MOST_WON ? won : null;
};

/** What stands in a field of an amount while it is typed: figures get their commas, anything else is left alone. */
export const tidied = (typed: string): string => {
  const digits = typed.replace(/,/g, "");
  return /^\d{1,15}$/.test(digits) ? grouped(Number(digits)) : typed;
};
