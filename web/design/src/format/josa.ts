// Korean particles whose form depends on how the word before them is spoken.

/** Both forms of a particle: after a final consonant, after a vowel. The server's texts use the same notation. */
export type Josa =
  | "을/를"
  | "이/가"
  | "은/는"
  | "과/와"
  | "(으)로"
  | "이나/나"
  | "이라고/라고"
  | "이에요/예요";

const SINO = ["영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"];
/** A single figure right after Latin letters is read in English: K9, EV6, A4. */
const AFTER_LETTERS = ["제로", "원", "투", "쓰리", "포", "파이브", "식스", "세븐", "에잇", "나인"];
/** By the number of zeros at the end of a number: tens of thousands are counted in 만, then 억, then 조. */
const ZEROS = ["", "십", "백", "천", "만", "만", "만", "만", "억", "억", "억", "억", "조", "조", "조", "조"];
/** From A on. */
const LETTERS =
  "에이 비 시 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 오 피 큐 알 에스 티 유 브이 더블유 엑스 와이 제트";
/** Signs and units after a figure. */
const UNITS: Readonly<Record<string, string>> = {
  "%": "퍼센트",
  "%p": "퍼센트포인트",
  "‰": "퍼밀",
  "°": "도",
  "°C": "도",
  mm: "밀리미터",
  cm: "센티미터",
  m: "미터",
  km: "킬로미터",
  KM: "킬로미터",
  "km/h": "킬로미터",
  m2: "제곱미터",
  m3: "세제곱미터",
  mg: "밀리그램",
  g: "그램",
  kg: "킬로그램",
  KG: "킬로그램",
  t: "톤",
  ml: "밀리리터",
  mL: "밀리리터",
  l: "리터",
  L: "리터",
  kW: "킬로와트",
  kWh: "킬로와트시",
  V: "볼트",
  A: "암페어",
  B: "바이트",
  KB: "킬로바이트",
  MB: "메가바이트",
  GB: "기가바이트",
  s: "초",
  ms: "밀리초",
};
const CURRENCIES: Readonly<Record<string, string>> = {
  "₩": "원",
  $: "달러",
  "€": "유로",
  "£": "파운드",
  "¥": "엔",
};

/** The word with the particle that fits its pronunciation; with both forms where that is unknown. */
export const josa = (word: string, particle: Josa): string => {
  const [closed = "", open = ""] = particle === "(으)로" ? ["으로", "로"] : particle.split("/");
  const ending = endingOf(word);
  if (ending === null) {
    const both = closed.endsWith(open) ? `(${closed.slice(0, -open.length)})${open}` : `${closed}(${open})`;
    return word + both;
  }
  const asOpen = ending === "vowel" || (ending === "rieul" && particle === "(으)로");
  return word + (asOpen ? open : closed);
};

type Ending = "vowel" | "rieul" | "consonant";

/** How the pronunciation of a word ends; null where it is unknown. */
const endingOf = (word: string): Ending | null => {
  const bare = spoken(word);
  const latin = /[a-z]+$/i.exec(bare)?.[0] ?? "";
  const name = hangulOf(bare) ?? (isSpelt(latin) ? letterName(latin.slice(-1)) : null);
  if (name !== null) return finalOf(name);
  return latin === "" ? null : englishEnding(latin);
};

/** The word without what isn't pronounced: punctuation and brackets at its end. */
const spoken = (word: string): string => {
  const bare = word.normalize("NFKC").replace(/[\s"'”’」』》〉.,!?…~·:;]+$/u, "");
  const before = bare.replace(/\s*(?:\([^()]*\)|\[[^[\]]*\])$/u, "");
  if (before !== bare && before !== "") return spoken(before);
  return /[)\]]$/.test(bare) ? spoken(bare.slice(0, -1)) : bare;
};

/** The end of a word in Hangul, where it is Hangul, a number or a unit; else null. */
const hangulOf = (bare: string): string | null => {
  if (/[가-힣]$/.test(bare)) return bare;
  const unit = /\d\s?([^\d\s.,]\S*)$/u.exec(bare)?.[1];
  if (unit !== undefined && UNITS[unit] !== undefined) return UNITS[unit] ?? null;
  if (/\d{4}-\d{2}-\d{2}$/.test(bare)) return "일";
  const minutes = /(?<!\d)\d{1,2}:(\d{2})$/.exec(bare)?.[1];
  if (minutes !== undefined) return minutes === "00" ? "시" : "분";
  const currency = /([₩$€£¥])\s?[\d,.]*\d$/u.exec(bare)?.[1];
  if (currency !== undefined) return CURRENCIES[currency] ?? null;
  const single = /[a-z](\d)$/i.exec(bare)?.[1];
  if (single !== undefined) return AFTER_LETTERS[Number(single)] ?? null;
  const figures = /(-?)(\d[\d,]*(?:\.\d+)?)$/.exec(bare);
  return figures === null ? null : numberEnd(figures[2] ?? "", figures[1] !== "" && figures.index > 0);
};

/** The last spoken syllable of a number; `oneByOne`: digits are read one by one, as in telephone numbers. */
const numberEnd = (written: string, oneByOne: boolean): string => {
  const digits = written.replace(/,/g, "");
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0;
  const spelt = oneByOne || zeros === 0 || digits.includes(".") || digits.startsWith("0");
  return (spelt ? SINO[Number(digits.at(-1))] : (ZEROS[zeros] ?? "경")) ?? "";
};

const letterName = (letter: string): string =>
  LETTERS.split(" ")[letter.toLowerCase().charCodeAt(0) - 97] ?? "";

/** Whether letters are spelled one by one: PDF, b, jpg. */
const isSpelt = (latin: string): boolean =>
  latin !== "" && (latin.length === 1 || latin === latin.toUpperCase() || !/[aeiouy]/i.test(latin));

/** An English word as Korean borrows it, as far as spelling tells: Model 모델, Phone 폰, Web 웹, Center 센터. */
const englishEnding = (latin: string): Ending => {
  const word = latin.toLowerCase();
  if (/le?$/.test(word)) return "rieul";
  return /([mn]e?|ng|[aeiou][bkpt]|ck)$/.test(word) ? "consonant" : "vowel";
};

/** The final consonant of the last syllable. */
const finalOf = (hangul: string): Ending => {
  const final = (hangul.charCodeAt(hangul.length - 1) - 0xac00) % 28;
  return final === 0 ? "vowel" : final === 8 ? "rieul" : "consonant";
};
