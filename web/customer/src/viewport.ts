// Safari's keyboard covers the page: sets the page's height to the visible part.

export const followViewport = (): void => {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const fit = () => {
    document.documentElement.style.setProperty("--seen", `${viewport.height}px`);
    // Only the thread scrolls, never the page.
    if (viewport.scale === 1) window.scrollTo(0, 0);
  };
  viewport.addEventListener("resize", fit);
  fit();
};
