// The client's state as a Preact signal.
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Readable } from "../store";

/** A signal that follows `source` for as long as the page lives. */
export const follow = <T>(source: Readable<T>): ReadonlySignal<T> => {
  const value = signal(source.get());
  source.subscribe(() => {
    value.value = source.get();
  });
  return value;
};
