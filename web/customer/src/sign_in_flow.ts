// Starts the session when there is a token, and handles new tokens.
import { effect } from "@preact/signals";
import { loadChat } from "./lazy_chat";
import { client, config, current, showToast } from "./model";
import { demoSignIn, person, postToEmbedder, token } from "./session";
import { t } from "./texts";

let starting: Promise<void> | null = null;
/** The person that the session was started for. */
let startedFor = "";

/** Starts the session of the token's person, once. */
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

/** Resolves when the first messages or the sign-in screen are shown; at the latest after `timeout` ms. */
export const whenUsable = (timeout: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, timeout);
    effect(() => {
      const waiting = config.value === null || (token.value !== null && !current.value?.messages.length);
      if (!waiting) resolve();
    });
  });

/** After the session has expired: the same person signs in again, and unsent messages are sent. */
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

/** Uses a new token. For another person the page is reloaded: unsent messages are never sent for another person. */
export const onNewToken = (): void => {
  if (starting && person.peek() !== startedFor) location.reload();
  else if (client.peek()) client.peek()?.renew();
  else void ensureSession();
};
