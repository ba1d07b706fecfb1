// Hides longer numbers in what is shown to the agent while it is written.
/** The server takes no longer text. */
const MAX_CHARS = 1_000;

const LONG_NUMBER = /\p{N}(?:[^\p{L}\p{N}\n]{0,3}\p{N}){4,}/gu;

/** Stars for the digits of each number of five digits or more, also of one that isn't complete yet. */
export const maskedPreview = (text: string): string =>
  text.replace(LONG_NUMBER, (number) => number.replace(/\p{N}/gu, "*")).slice(-MAX_CHARS);
