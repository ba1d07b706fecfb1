// Runs while the rest of the page is still on its way: configuration, ticket and socket don't wait for it.
import { type Preconnection, preconnect } from "@baro/wire/preconnect";
import { takeToken } from "./address";
import { type Config, loadConfig } from "./config";

/** The token that the page was opened with. */
export const handed = takeToken();

let first: Promise<Config> | null = loadConfig();
// Whoever asks for it is told; until then a failure is nobody's.
first.catch(() => undefined);

/** The configuration; asked for anew when the first request has failed. */
export const settings = async (): Promise<Config> => {
  const asked = first ?? loadConfig();
  first = null;
  return asked;
};

const began: Promise<Preconnection | null> = first.then(
  ({ api, ws }) => (handed === null ? null : preconnect(api, ws, handed)),
  () => null,
);
let taken = false;

/** The connection begun for this token, once. */
export const begun = async (token: string): Promise<Preconnection | null> => {
  if (taken || token !== handed) return null;
  taken = true;
  return began;
};
