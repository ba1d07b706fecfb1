// The stack of open windows. While one is open everything outside of it is inert: not clickable and not read by
// screen readers. Toasts are therefore drawn within the topmost window, or on the page if there is none.
import { signal } from "@preact/signals";
import { type ComponentType, createContext } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/** An open window; null: the page itself. */
export type Layer = object | null;

const layers = signal<readonly object[]>([]);

/** Whether this layer is the topmost one. */
export const isTop = (layer: Layer): boolean => (layers.value.at(-1) ?? null) === layer;

/** The layer of the calling component, while it is mounted. */
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

/** Draws the page's toast within a layer: a live region that always exists and is empty in all layers
 *  but the topmost. */
export const ToastContext = createContext<ComponentType<{ layer: Layer }>>(() => null);
