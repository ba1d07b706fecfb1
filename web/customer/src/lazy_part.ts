// A part of the page that is loaded when it is needed first.
import { signal } from "@preact/signals";

const AGAIN_MS = 3_000;

/** A function that gives the part, or null while it is loading. `onFailure`: there is no connection; whoever still shows the part tries again. */
export const lazyPart = <Part>(load: () => Promise<Part>): ((onFailure?: () => void) => Part | null) => {
  const loading = signal<{ readonly part: Part | null }>({ part: null });
  let requested = false;
  return (onFailure) => {
    if (!requested) {
      requested = true;
      load().then(
        (part) => {
          loading.value = { part };
        },
        () => {
          onFailure?.();
          setTimeout(() => {
            requested = false;
            loading.value = { part: null };
          }, AGAIN_MS);
        },
      );
    }
    return loading.value.part;
  };
};
