// The configuration of a staff page, `config.json` beside it: server addresses, brand, map.

export interface Brand {
  readonly name: string;
  readonly short: string;
  /** `#rrggbb` */
  readonly colour: string;
  readonly telephone: string;
}

/** Map tiles. Their origin must be in `img-src` of the page's content security policy. */
export interface MapTiles {
  /** Address with `{z}`, `{x}` and `{y}`. */
  readonly tiles: string;
  /** Whom the map is from, as text. */
  readonly attribution: string;
  readonly maxZoom: number;
}

export interface PageConfig {
  /** REST address, without a slash at the end. */
  readonly api: string;
  readonly ws: string;
  readonly brand: Brand;
  /** Null: there are no tiles, and maps are drawn without them. */
  readonly map: MapTiles | null;
}

const DEFAULT_MAX_ZOOM = 19;

const text = (value: unknown, fallback = ""): string => (typeof value === "string" ? value : fallback);

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** Reads `map` of a configuration; null without an address that has `{z}`, `{x}` and `{y}`. */
export const mapTilesFrom = (data: unknown): MapTiles | null => {
  const given = record(data);
  const tiles = text(given.tiles);
  if (!["{z}", "{x}", "{y}"].every((part) => tiles.includes(part))) return null;
  const maxZoom = typeof given.max_zoom === "number" ? given.max_zoom : DEFAULT_MAX_ZOOM;
  return { tiles, attribution: text(given.attribution), maxZoom };
};

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
