// The way of the truck: a map with truck and customer, or the drawn strip where there are no tiles.

import type { MapMark, TileMap } from "@baro/design/map/tile_map";
import { mapTilesFrom } from "@baro/design/map/tiles";
import type { JobCardView } from "@baro/wire";
import { MapPin, Truck } from "lucide";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { config } from "../model";
import { Strip } from "./strip";
import { r } from "./words";

export const WayMap = ({ card }: { card: JobCardView }) => {
  const [failed, setFailed] = useState(false);
  const tiles = useMemo(() => mapTilesFrom(config.value?.map), []);
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<TileMap | null>(null);
  const w = r();
  const marks: MapMark[] = [
    ...(card.place ? [{ id: "me", kind: "place", label: w.me, icon: MapPin, ...pointOf(card.place) }] : []),
    ...(card.truck
      ? [
          {
            id: "truck",
            kind: card.stale_since ? "stale" : "truck",
            label: w.truck,
            icon: Truck,
            ...pointOf(card.truck),
          },
        ]
      : []),
  ];
  const latest = useRef(marks);
  latest.current = marks;
  const hasMap = tiles !== null && !failed && card.truck != null;
  useEffect(() => {
    if (!hasMap || !tiles || !box.current) return;
    let gone = false;
    const options = { tiles, zoomIn: w.zoomIn, zoomOut: w.zoomOut };
    import("@baro/design/map/tile_map")
      .then(({ makeTileMap }) => (box.current ? makeTileMap(box.current, options) : null))
      .then(
        (made) => {
          if (gone) made?.remove();
          else {
            drawn.current = made;
            made?.show(latest.current, true);
          }
        },
        () => setFailed(true), // no connection: the strip needs none
      );
    return () => {
      gone = true;
      drawn.current?.remove();
      drawn.current = null;
    };
  }, [hasMap]);
  const moved = marks.map(({ lat, lon, kind }) => [lat, lon, kind].join(" ")).join("|");
  useEffect(() => drawn.current?.show(latest.current, true), [moved]);
  if (hasMap) return <section class="b-map c-way-map" ref={box} aria-label={w.map} />;
  return card.truck ? <Strip km={card.km ?? 0} /> : null;
};

const pointOf = ({ lat, lon }: { lat: number; lon: number }) => ({ lat, lon });
