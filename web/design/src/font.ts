// Loads Pretendard after the page has been drawn, so that it doesn't delay the first text.

/** Loads the font's style sheet, which the build puts beside the page. */
export const loadFont = (): void => {
  const add = () => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = "./fonts/pretendard.css";
    document.head.append(link);
  };
  if ("requestIdleCallback" in window) window.requestIdleCallback(add, { timeout: 2_000 });
  else setTimeout(add, 200);
};
