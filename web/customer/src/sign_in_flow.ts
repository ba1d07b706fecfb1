// The way in: talking begins with a token, and again with a new one.
import { effect } from "@preact/signals";
import { loadChat } from "./lazy_chat";
import { client, config, current, showToast } from "./model";
import { demoSignIn, person, postToEmbedder, token } from "./session";
import { t } from "./texts";

let starting: Promise<void> | null = null;
/** The person it was started for. */
let startedFor = "";

/** Starts talking for the person of the token, once. */
export const ensureSession = (): Promise<void> => {
  if (starting) return starting;
  startedFor = person.peek();
  starting = loadChat()
    .then(({ startSession }) => startSession())
    .catch((error: unknown) => {
      starting = null;
      throw error;
    });
  return starting;
};

/** Resolves when there is something to read, or nobody to read it yet; at the latest after `patience` ms. */
export const whenUsable = (patience: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, patience);
    effect(() => {
      const waits = config.value === null || (token.value !== null && !current.value?.messages.length);
      if (!waits) resolve();
    });
  });

/** The session ended: the same person signs in again, and what waits goes out. */
export const signInAgain = async (): Promise<void> => {
  const settings = config.peek();
  if (!settings) return;
  if (settings.signIn) location.assign(settings.signIn);
  else if (!settings.capabilities.demo) {
    postToEmbedder(settings, "baro:token-needed");
    showToast(t("sign_in_elsewhere_lead", { brand: settings.brand.name }));
  } else {
    try {
      await demoSignIn(person.peek());
      onNewToken();
    } catch {
      showToast(t("sign_in_failed"));
    }
  }
};

/** A new token has come. What is kept for one person is never sent for another: for him the page begins anew. */
export const onNewToken = (): void => {
  if (starting && person.peek() !== startedFor) location.reload();
  else if (client.peek()) client.peek()?.renew();
  else void ensureSession();
};
