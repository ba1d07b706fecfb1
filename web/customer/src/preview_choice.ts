// Whether the agent may see what is being written: off until the customer turns it on, on this device.
import { localStore } from "@baro/design/storage";
import { computed, signal } from "@preact/signals";
import { current, state } from "./model";

const KEY = "baro preview";
const chosen = signal(localStore.get(KEY) === "on");

/** Both the configuration and the customer allow it, and an agent serves the conversation. */
export const previewsNow = computed(
  () => chosen.value && state.value.typingPreview && current.value?.view.state === "assigned",
);

export const isPreviewChosen = (): boolean => chosen.value;

export const choosePreview = (on: boolean): void => {
  chosen.value = on;
  localStore.set(KEY, on ? "on" : null);
};
