// The way in: talking begins with a token, and again with a new one.
import { effect } from "@preact/signals";
import { loadTalking } from "./lazy_chat";
import { client, config, current, tell } from "./model";
import { demoSignIn, person, tellEmbedder, token } from "./session";
import { t } from "./texts";

let starting: Promise<void> | null = null;
/** The person it was started for. */
let talksFor = "";

/** Starts talking for the person of the token, once. */
export const start = (): Promise<void> => {
  if (starting) return starting;
  talksFor = person.peek();
  starting = loadTalking()
    .then(({ begin }) => begin())
    .catch((error: unknown) => {
      starting = null;
      throw error;
    });
  return starting;
};

/** Resolves when there is something to read, or nobody to read it yet; at the latest after `patience` ms. */
export const usable = (patience: number): Promise<void> =>
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
    tellEmbedder(settings, "baro:token-needed");
    tell(t("sign_in_elsewhere_lead", { brand: settings.brand.name }));
  } else {
    try {
      await demoSignIn(person.peek());
      renewed();
    } catch {
      tell(t("sign_in_failed"));
    }
  }
};

/** A new token has come. What is kept for one person is never sent for another: for him the page begins anew. */
export const renewed = (): void => {
  if (starting && person.peek() !== talksFor) location.reload();
  else if (client.peek()) client.peek()?.renew();
  else void start();
};
