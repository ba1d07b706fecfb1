// Highlights search hits with the CSS Custom Highlight API, which leaves the elements unchanged. Browsers without it
// still show the frame around the message.

const MATCH = "found";
const SELECTED = "found-here";
/** Elements that aren't message text: name, time, buttons. */
const EXCLUDED = ".c-name, .c-meta, .c-choices, .sr-only, option, button";

/** Highlights `pattern` in the rows under `root`, more strongly in the row with the seq `hit`. Null removes it. */
export const highlight = (root: Element, pattern: RegExp | null, hit: number | null): void => {
  for (const framed of root.querySelectorAll("[data-hit]")) framed.removeAttribute("data-hit");
  const row = hit === null ? null : root.querySelector(`[data-seq="${hit}"]`);
  row?.setAttribute("data-hit", "");
  if (!("highlights" in CSS)) return;
  const others: Range[] = [];
  const selected: Range[] = [];
  if (pattern)
    for (const one of root.querySelectorAll("[data-seq]"))
      (one === row ? selected : others).push(...rangesIn(one, pattern));
  CSS.highlights.set(MATCH, new Highlight(...others));
  CSS.highlights.set(SELECTED, new Highlight(...selected));
};

/** The ranges of a pattern in the text of an element, across the elements in it. */
const rangesIn = (element: Element, pattern: RegExp): Range[] => {
  const nodes: { readonly node: Node; readonly start: number }[] = [];
  let text = "";
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement?.closest(EXCLUDED)) continue;
    nodes.push({ node, start: text.length });
    text += node.nodeValue ?? "";
  }
  const at = (offset: number) => nodes.findLast(({ start }) => start <= offset);
  return [...text.matchAll(pattern)].flatMap((match) => {
    const end = match.index + match[0].length;
    const [from, to] = [at(match.index), at(end - 1)];
    if (!from || !to) return [];
    const range = document.createRange();
    range.setStart(from.node, match.index - from.start);
    range.setEnd(to.node, end - to.start);
    return [range];
  });
};
