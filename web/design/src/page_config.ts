// The configuration of a staff page, `config.json` beside it: server addresses, brand, map.
import { type MapTiles, mapTilesFrom } from "./map/tiles";

export interface Brand {
  readonly name: string;
  readonly short: string;
  /** `#rrggbb` */
  readonly colour: string;
  readonly telephone: string;
}

export interface PageConfig {
  /** REST address, without a slash at the end. */
  readonly api: string;
  readonly ws: string;
  readonly brand: Brand;
  /** Null: there are no tiles, and maps are drawn without them. */
  readonly map: MapTiles | null;
}

const text = (value: unknown, fallback = ""): string => (typeof value === "string" ? value : fallback);

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** Parses `config.json`. Throws if an address is missing. */
export const configFrom = (data: unknown): PageConfig => {
  const given = record(data);
  const brand = record(given.brand);
  const api = text(given.api).replace(/\/+$/, "");
  const ws = text(given.ws);
  if (!api || !ws) throw new Error("config.json: api and ws are needed");
  return {
    api,
    ws,
    brand: {
      name: text(brand.name, "바로"),
      short: text(brand.short, "바로"),
      colour: text(brand.colour),
      telephone: text(brand.telephone),
    },
    map: mapTilesFrom(given.map),
  };
};

export const loadConfig = async (): Promise<PageConfig> => {
  const response = await fetch("./config.json", { cache: "no-cache" });
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return configFrom(await response.json());
};
