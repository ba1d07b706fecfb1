// Web push of the installed page: what comes while it is closed. Loaded once notifications are switched on.
import { localStore } from "@baro/design/storage";
import { effect, type ReadonlySignal } from "@preact/signals";
import { client, connection } from "./model";

const KEY = "baro push device";

let kept: (() => void) | undefined;

/** Registers the browser at every connection while notifications are on: the token belongs to the person who sent it
 *  last. Ends the subscription once they are off. */
export const keepPush = async (on: ReadonlySignal<boolean>): Promise<void> => {
  if (kept || !("PushManager" in window) || !navigator.serviceWorker) return;
  const { vapid } = (await (await fetch("./config.json")).json()) as { vapid?: string };
  if (!vapid) return;
  kept = effect(() => {
    if (!on.value) void endPush();
    else if (connection.value.phase === "online") void register(vapid).catch(() => undefined); // without push all else works
  });
};

const endPush = async (): Promise<void> => {
  kept?.();
  kept = undefined;
  const worker = await navigator.serviceWorker?.getRegistration();
  if (!(await (await worker?.pushManager?.getSubscription())?.unsubscribe())) return;
  await client
    .peek()
    ?.request("push_off", { device: device() })
    .catch(() => undefined);
};

const register = async (vapid: string): Promise<void> => {
  const { pushManager } = await navigator.serviceWorker.ready;
  const key = bytes(vapid);
  const known = await pushManager.getSubscription();
  // The push service refuses what another key of the centre signs, and a second subscription beside the first.
  const isOurs = String(new Uint8Array(known?.options.applicationServerKey ?? [])) === String(key);
  if (!isOurs) await known?.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const subscription = known && isOurs ? known : await pushManager.subscribe(options);
  const token = base64url(JSON.stringify(subscription));
  await client.peek()?.request("push_on", { device: device(), platform: "web", token });
};

const device = (): string => {
  const known = localStore.get(KEY) ?? `webpush${crypto.randomUUID().slice(0, 8)}`;
  localStore.set(KEY, known);
  return known;
};

const bytes = (encoded: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(encoded.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));

const base64url = (text: string): string =>
  btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
