// Runs while the rest of the page is still on its way: configuration, ticket and socket don't wait for it.
import { type Preconnection, preconnect } from "@baro/wire/preconnect";
import { takeToken } from "./address";
import { type Config, loadConfig } from "./config";

/** The token that the page was opened with. */
export const initialToken = takeToken();

let firstConfig: Promise<Config> | null = loadConfig();
// Whoever asks for it is told; until then a failure is nobody's.
firstConfig.catch(() => undefined);

/** The configuration; asked for anew when the first request has failed. */
export const takeConfig = async (): Promise<Config> => {
  const asked = firstConfig ?? loadConfig();
  firstConfig = null;
  return asked;
};

const preconnection: Promise<Preconnection | null> = firstConfig.then(
  ({ api, ws }) => (initialToken === null ? null : preconnect(api, ws, initialToken)),
  () => null,
);
let taken = false;

/** The connection begun for this token, once. */
export const takePreconnection = async (token: string): Promise<Preconnection | null> => {
  if (taken || token !== initialToken) return null;
  taken = true;
  return preconnection;
};
