// What lies over what. While a window is open everything outside of it is inert: covered, not to be pressed, and silent
// for screen readers. News (toasts, errors) are therefore drawn within the topmost window, or on the page if there is none.
import { signal } from "@preact/signals";
import { type ComponentType, createContext } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/** An open window; null: the page itself. */
export type Layer = object | null;

const layers = signal<readonly object[]>([]);

/** Whether nothing lies over this layer. */
export const isTop = (layer: Layer): boolean => (layers.value.at(-1) ?? null) === layer;

/** The layer of the window that calls it, as long as it is there. */
export const useLayer = (): object => {
  const [layer] = useState(() => ({}));
  useLayoutEffect(() => {
    layers.value = [...layers.peek(), layer];
    return () => {
      layers.value = layers.peek().filter((one) => one !== layer);
    };
  }, [layer]);
  return layer;
};

/** Draws the page's news within a layer: a live region that stands there from the beginning and is empty in all layers
 *  but the topmost. */
export const ToastContext = createContext<ComponentType<{ layer: Layer }>>(() => null);
