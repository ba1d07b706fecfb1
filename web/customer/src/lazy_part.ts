// A part of the page that is loaded when it is needed first.
import { signal } from "@preact/signals";

/** A function that gives the part, or null while it is loading. `onFailure`: there is no connection; a later call tries again. */
export const lazyPart = <Part>(load: () => Promise<Part>): ((onFailure?: () => void) => Part | null) => {
  const part = signal<Part | null>(null);
  let requested = false;
  return (onFailure) => {
    if (!requested) {
      requested = true;
      load().then(
        (loaded) => {
          part.value = loaded;
        },
        () => {
          requested = false;
          onFailure?.();
        },
      );
    }
    return part.value;
  };
};
