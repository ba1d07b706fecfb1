// Korean particles after a word that is only known when it is shown.

/** The final consonant of the last syllable: 0 none, 8 ㄹ; null where the word doesn't end in Hangul. */
const finalOf = (word: string): number | null => {
  const place = (word.trim().at(-1) ?? "").charCodeAt(0) - 0xac00;
  return place >= 0 && place < 11_172 ? place % 28 : null;
};

/** 진단서를, 통장 사본을. */
export const object = (word: string): string => {
  const final = finalOf(word);
  return `${word}${final === null ? "을(를)" : final > 0 ? "을" : "를"}`;
};

/** 진단서로, 통장 사본으로, 서울로. */
export const toward = (word: string): string => {
  const final = finalOf(word);
  return `${word}${final === null ? "(으)로" : final > 0 && final !== 8 ? "으로" : "로"}`;
};
