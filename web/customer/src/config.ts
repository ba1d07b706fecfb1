// The configuration of the page: `config.json` beside it.
import type { Language } from "./texts";

export interface Brand {
  name: string;
  short: string;
  colour: string;
  logo: string | null;
  telephone: string | null;
  /** A picture for the browser's tab and the home screen. */
  icon: string | null;
}

/** Features of the server. */
interface Capabilities {
  /** Files may be sent. */
  uploads: boolean;
  /** There is a demo sign-in with made-up people. */
  demo: boolean;
}

export interface Config {
  api: string;
  ws: string;
  brand: Brand;
  capabilities: Capabilities;
  texts: Partial<Record<Language, Record<string, string>>>;
  /** Address of the sign-in page where no app provides a token; null: a text explains it. */
  signIn: string | null;
  /** Map tiles, read by `mapTilesFrom` when the first map is shown. */
  map: unknown;
  /** Origins that may embed this page and provide a token. */
  embedders: readonly string[];
}

export const loadConfig = async (): Promise<Config> => {
  const response = await fetch("./config.json");
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return readConfig(await response.json());
};

/** Reads the configuration, with defaults. Throws when the addresses are missing. */
export const readConfig = (data: unknown): Config => {
  const root = record(data);
  const brand = record(root.brand);
  const texts = record(root.texts);
  const capabilities = record(root.capabilities);
  const api = text(root.api);
  const ws = text(root.ws);
  if (api === null || ws === null) throw new Error("config.json names no api or ws");
  const name = text(brand.name) ?? "바로손해보험";
  return {
    api: api.replace(/\/$/, ""),
    ws,
    brand: {
      name,
      short: text(brand.short) ?? name,
      colour: text(brand.colour) ?? "#0b5fff",
      logo: text(brand.logo),
      telephone: text(brand.telephone),
      icon: text(brand.icon),
    },
    capabilities: { uploads: capabilities.uploads === true, demo: capabilities.demo === true },
    texts: { ko: strings(texts.ko), en: strings(texts.en) },
    signIn: text(root.sign_in),
    map: root.map,
    embedders: Array.isArray(root.embedders) ? root.embedders.filter((one) => typeof one === "string") : [],
  };
};

const record = (data: unknown): Record<string, unknown> =>
  typeof data === "object" && data !== null && !Array.isArray(data) ? (data as Record<string, unknown>) : {};

const text = (data: unknown): string | null => (typeof data === "string" && data !== "" ? data : null);

const strings = (data: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record(data)).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
