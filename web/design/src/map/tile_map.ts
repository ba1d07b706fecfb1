// A map of tiles with marks, by Leaflet. In a chunk of its own: import it only when a map is shown.

import {
  type DivIcon,
  divIcon,
  type Map as LeafletMap,
  latLngBounds,
  type Marker,
  map,
  marker,
  tileLayer,
} from "leaflet";
import leafletStyles from "leaflet/dist/leaflet.css?url";
import { createElement, type IconNode } from "lucide";
import { loadStyles } from "../load_styles";
import type { MapTiles } from "./tiles";

/** A point on the map. `kind` is drawn by the page's style sheet as `.b-mark[data-kind]`. */
export interface MapMark {
  readonly id: string;
  readonly kind: string;
  readonly lat: number;
  readonly lon: number;
  /** Read by screen readers, and shown as a tooltip. */
  readonly label: string;
  /** A short text in the mark, such as a number; or an icon of the "lucide" package. */
  readonly text?: string;
  readonly icon?: IconNode;
}

export interface TileMap {
  /** Draws these marks; the first time, and when `fits`, all of them are brought into view. */
  show(marks: readonly MapMark[], fits: boolean): void;
  remove(): void;
}

export interface TileMapOptions {
  readonly tiles: MapTiles;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly onPick?: (id: string) => void;
}

const CLOSEST_ZOOM = 16;
const MARK_SIZE = 32;
const ICON_SIZE = 18;

export const makeTileMap = async (element: HTMLElement, options: TileMapOptions): Promise<TileMap> => {
  await loadStyles(leafletStyles);
  const { tiles, zoomIn, zoomOut } = options;
  const drawn: LeafletMap = map(element, {
    zoomControl: false,
    scrollWheelZoom: false, // the page scrolls
    attributionControl: true,
    fadeAnimation: false,
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  drawn.attributionControl.setPrefix(false);
  // As text: configuration is no HTML.
  const attribution = document.createElement("span");
  attribution.textContent = tiles.attribution;
  tileLayer(tiles.tiles, { attribution: attribution.outerHTML, maxZoom: tiles.maxZoom }).addTo(drawn);
  element.append(zoomButtons(drawn, zoomIn, zoomOut));
  const marks = new Map<string, Marker>();
  let fitted = false;
  return {
    show: (wanted, fits) => {
      const known = new Set(wanted.map(({ id }) => id));
      for (const [id, gone] of marks)
        if (!known.has(id)) {
          gone.remove();
          marks.delete(id);
        }
      // First the part that is seen: without one, marks have no elements.
      if (wanted.length > 0 && (fits || !fitted)) {
        const bounds = latLngBounds(wanted.map(({ lat, lon }) => [lat, lon]));
        drawn.fitBounds(bounds.pad(0.2), { maxZoom: Math.min(CLOSEST_ZOOM, tiles.maxZoom), animate: fitted });
        fitted = true;
      }
      for (const mark of wanted) place(drawn, marks, mark, options.onPick);
    },
    remove: () => drawn.remove(),
  };
};

const place = (
  drawn: LeafletMap,
  marks: Map<string, Marker>,
  mark: MapMark,
  onPick: ((id: string) => void) | undefined,
): void => {
  const known = marks.get(mark.id);
  const icon = iconOf(mark);
  if (known) {
    known.setLatLng([mark.lat, mark.lon]);
    if (known.getElement()?.dataset.drawn !== keyOf(mark)) known.setIcon(icon);
  } else {
    const made = marker([mark.lat, mark.lon], { icon, alt: mark.label, keyboard: onPick !== undefined });
    if (onPick) made.on("click", () => onPick(mark.id));
    made.addTo(drawn);
    marks.set(mark.id, made);
  }
  const element = marks.get(mark.id)?.getElement();
  if (!element) return;
  element.dataset.kind = mark.kind;
  element.dataset.drawn = keyOf(mark);
  element.title = mark.label;
  element.setAttribute("role", onPick ? "button" : "img");
  element.setAttribute("aria-label", mark.label);
};

const keyOf = ({ kind, text, label }: MapMark): string => [kind, text, label].join("\n");

const iconOf = (mark: MapMark): DivIcon => {
  const text = document.createElement("span");
  if (mark.icon) text.append(createElement(mark.icon, { width: ICON_SIZE, height: ICON_SIZE }));
  else text.textContent = mark.text ?? "";
  return divIcon({ className: "b-mark", html: text, iconSize: [MARK_SIZE, MARK_SIZE] });
};

/** Leaflet's own are links without a destination. */
const zoomButtons = (drawn: LeafletMap, zoomIn: string, zoomOut: string): HTMLElement => {
  const box = document.createElement("div");
  box.className = "b-map-zoom";
  for (const [sign, label, step] of [
    ["+", zoomIn, 1],
    ["−", zoomOut, -1],
  ] as const) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => drawn.setZoom(drawn.getZoom() + step));
    // A press isn't a press on the map.
    for (const event of ["click", "dblclick", "pointerdown"] as const)
      button.addEventListener(event, (press) => press.stopPropagation());
    box.append(button);
  }
  return box;
};
