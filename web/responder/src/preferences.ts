// What a responder has chosen on this device: services and hours of the last duty, sound.
import { localStore, readJson } from "@baro/design/storage";
import { signal } from "@preact/signals";

interface Preferences {
  /** Null before the first duty: then all of them. */
  readonly services: readonly string[] | null;
  readonly hours: number;
  /** Of the truck, as customers see them; "" for those of the token. */
  readonly truck: string;
  readonly plate: string;
  /** No sound, only vibration. */
  readonly silent: boolean;
}

const KEY = "baro responder";
const DEFAULT: Preferences = { services: null, hours: 8, truck: "", plate: "", silent: false };

export const preferences = signal<Preferences>(readJson(localStore, KEY, DEFAULT));

export const savePreferences = (change: Partial<Preferences>): void => {
  preferences.value = { ...preferences.peek(), ...change };
  localStore.set(KEY, JSON.stringify(preferences.peek()));
};
