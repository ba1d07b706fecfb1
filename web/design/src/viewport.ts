// Sets the page to the part of the window that a keyboard leaves free (Safari covers the page and scrolls it).

/** What is seen of the page: the browser's `visualViewport`. */
export interface SeenPart extends EventTarget {
  readonly height: number;
  readonly offsetTop: number;
  readonly scale: number;
}

/** Sets `--seen` to the height and `--seen-top` to the top of the seen part. Zooming in by pinching changes neither, so
 *  that the page isn't laid out anew under the fingers. */
export const followViewport = (
  viewport: SeenPart | null = window.visualViewport,
  root: HTMLElement = document.documentElement,
): void => {
  if (!viewport) return;
  const fit = () => {
    const { height, offsetTop, scale } = viewport;
    // A zoomed part is smaller by the scale. Rounded, because scale and height are.
    root.style.setProperty("--seen", `${Math.round(height * scale)}px`);
    if (scale !== 1) return;
    root.style.setProperty("--seen-top", `${Math.round(offsetTop)}px`);
    // Parts of the page scroll, the page never does.
    if (window.scrollY !== 0) window.scrollTo(0, 0);
  };
  viewport.addEventListener("resize", fit);
  viewport.addEventListener("scroll", fit);
  fit();
};
