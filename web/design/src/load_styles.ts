// Adds the style sheet of a part that is loaded on demand: the page's own has only what the first view needs.

const added = new Map<string, Promise<void>>();

/** Resolves once the sheet applies, or can't be loaded: the part is then shown plainly. */
export const loadStyles = (href: string): Promise<void> => {
  const known = added.get(href);
  if (known) return known;
  const loading = new Promise<void>((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = () => resolve();
    link.onerror = () => {
      added.delete(href);
      resolve();
    };
    document.head.append(link);
  });
  added.set(href, loading);
  return loading;
};
