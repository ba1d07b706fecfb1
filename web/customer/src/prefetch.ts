// Runs while the rest of the page is loading: fetches the configuration and a ticket, and opens the socket.
import { type Preconnection, preconnect } from "@baro/wire/preconnect";
import { takeToken } from "./address";
import { type Config, loadConfig } from "./config";
import { firstLanguage } from "./texts/first_texts";

/** The token that the page was opened with. */
export const initialToken = takeToken();

let firstConfig: Promise<Config> | null = loadConfig();
// `takeConfig` reports the error; until then it isn't an unhandled rejection.
firstConfig.catch(() => undefined);

/** The configuration; later calls fetch it again. */
export const takeConfig = async (): Promise<Config> => {
  const asked = firstConfig ?? loadConfig();
  firstConfig = null;
  return asked;
};

const preconnection: Promise<Preconnection | null> = firstConfig.then(
  ({ api, ws }) => (initialToken === null ? null : preconnect(api, ws, initialToken, firstLanguage)),
  () => null,
);
let taken = false;

/** The connection opened for this token; null after the first call. */
export const takePreconnection = async (token: string): Promise<Preconnection | null> => {
  if (taken || token !== initialToken) return null;
  taken = true;
  return preconnection;
};
