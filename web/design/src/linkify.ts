// Splits message text into plain text and links. Message text is never used as HTML.

export type TextSegment =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

const PATTERN =
  /(?<url>https?:\/\/[^\s<>"'`]+[^\s<>"'`.,!?;:)\]}])|(?<phone>(?<!\d)(?:0(?:2|[3-6]\d|1[016789]|50\d|70|80)[- ]?\d{3,4}[- ]?\d{4}|1[568]\d\d[- ]?\d{4}|11[29])(?![\d-]))/gu;

/** Web addresses and Korean telephone numbers become links. */
export const linkify = (text: string): TextSegment[] => {
  const found: TextSegment[] = [];
  let end = 0;
  for (const match of text.matchAll(PATTERN)) {
    if (match.index > end) found.push({ kind: "text", text: text.slice(end, match.index) });
    const [whole] = match;
    const href = match.groups?.url ? whole : `tel:${whole.replace(/[- ]/g, "")}`;
    found.push({ kind: "link", text: whole, href });
    end = match.index + whole.length;
  }
  if (end < text.length) found.push({ kind: "text", text: text.slice(end) });
  return found;
};
