// Safari lays its keyboard over the page: the page is made as high as what is left to see.

export const followViewport = (): void => {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const fit = () => {
    document.documentElement.style.setProperty("--seen", `${viewport.height}px`);
    // The page itself never scrolls, only the thread in it does.
    if (viewport.scale === 1) window.scrollTo(0, 0);
  };
  viewport.addEventListener("resize", fit);
  fit();
};
