// Where a page has its map from: configuration, as addresses of tiles differ by insurer and by contract.

/** Map tiles. Their origin must be in `img-src` of the page's content security policy. */
export interface MapTiles {
  /** Address with `{z}`, `{x}` and `{y}`. */
  readonly tiles: string;
  /** Whom the map is from, as text. */
  readonly attribution: string;
  readonly maxZoom: number;
}

const DEFAULT_MAX_ZOOM = 19;
const PARTS = ["{z}", "{x}", "{y}"];

/** Reads `map` of a configuration; null without an address that has `{z}`, `{x}` and `{y}`. */
export const mapTilesFrom = (data: unknown): MapTiles | null => {
  if (typeof data !== "object" || data === null) return null;
  const { tiles, attribution, max_zoom: maxZoom } = data as Record<string, unknown>;
  if (typeof tiles !== "string" || !PARTS.every((part) => tiles.includes(part))) return null;
  return {
    tiles,
    attribution: typeof attribution === "string" ? attribution : "",
    maxZoom: typeof maxZoom === "number" ? maxZoom : DEFAULT_MAX_ZOOM,
  };
};
