// Shows what was found: by the highlights of CSS, which leave the page's elements alone. Browsers without them still
// see the frame around the message.

const MATCH = "found";
const SELECTED = "found-here";
/** Beside the words: who, when, what to press. */
const EXCLUDED = ".c-name, .c-meta, .c-choices, .sr-only, option, button";

/** Marks `pattern` in the rows under `root`, stronger in the one with the seq `hit`. Null: nothing. */
export const highlight = (root: Element, pattern: RegExp | null, hit: number | null): void => {
  for (const framed of root.querySelectorAll("[data-hit]")) framed.removeAttribute("data-hit");
  const row = hit === null ? null : root.querySelector(`[data-seq="${hit}"]`);
  row?.setAttribute("data-hit", "");
  if (!("highlights" in CSS)) return;
  const found: Range[] = [];
  const here: Range[] = [];
  if (pattern)
    for (const one of root.querySelectorAll("[data-seq]"))
      (one === row ? here : found).push(...rangesIn(one, pattern));
  CSS.highlights.set(MATCH, new Highlight(...found));
  CSS.highlights.set(SELECTED, new Highlight(...here));
};

/** The places of a pattern in the text of an element, over the borders of the elements in it. */
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
