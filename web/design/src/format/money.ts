// Formats amounts of won.

const UNITS = ["", "만", "억", "조"] as const;

/** 1234000 → 1,234,000. */
export const grouped = (amount: number): string => amount.toLocaleString("en-US");

/** 1234000 → 1,234,000원; 1,234,000 won. */
export const wonFigures = (won: number, locale: string): string =>
  grouped(won) + (locale.startsWith("ko") ? "원" : " won");

/** 1234000 → 123만 4,000원, as it is read aloud; in figures in other languages. */
export const wonText = (won: number, locale: string): string => {
  if (!locale.startsWith("ko")) return wonFigures(won, locale);
  const parts: string[] = [];
  let rest = Math.abs(Math.trunc(won));
  for (const unit of UNITS) {
    const part = rest % 10_000;
    rest = Math.floor(rest / 10_000);
    if (part > 0) parts.unshift(`${grouped(part)}${unit}`);
  }
  return `${won < 0 ? "-" : ""}${parts.join(" ") || "0"}원`;
};

/** 1234000 → 1,234,000원 (123만 4,000원): digits, and words in which a wrong zero is noticed. */
export const wonBoth = (won: number, locale: string): string =>
  wonFigures(won, locale) + (locale.startsWith("ko") ? ` (${wonText(won, locale)})` : "");
