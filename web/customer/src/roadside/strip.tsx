// The way of the truck, drawn where there are no map tiles: truck, distance, customer.
import { useRef } from "preact/hooks";
import { kmText, NEAR_KM, shareDriven } from "./distance";
import { r } from "./words";

const START = 24;
const END = 276;

export const Strip = ({ km }: { km: number }) => {
  const longest = useRef(km);
  longest.current = Math.max(longest.current, km);
  const w = r();
  const at = START + (END - START - 40) * shareDriven(km, longest.current);
  const text = km < NEAR_KM ? w.near : w.distance(kmText(km));
  return (
    <figure class="c-strip-map">
      <svg viewBox="0 0 300 56" role="img" aria-label={w.strip(kmText(km))}>
        <path class="c-way" d={`M${START} 40H${END}`} />
        <path class="c-driven" d={`M${START} 40H${at}`} />
        <g class="c-goal" transform={`translate(${END} 22)`}>
          <path d="M0 18C-9 7-9 2-9-2a9 9 0 0 1 18 0C9 2 9 7 0 18z" />
          <circle cy="-2" r="3.500" />
        </g>
        <g class="c-truck" transform={`translate(${at} 28)`}>
          <path d="M-16 8V2H-3V-8H7l8 9v7h-3a4 4 0 0 0-8 0h-9a4 4 0 0 0-8 0z" />
          <path class="c-boom" d="M-14 0-4-12" />
          <circle cx="-9" cy="9" r="3" />
          <circle cx="8" cy="9" r="3" />
        </g>
      </svg>
      <figcaption>{text}</figcaption>
    </figure>
  );
};
