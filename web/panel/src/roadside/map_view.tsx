// The dispatcher's map: tiles where the configuration names them, else a plan of points, which needs none.

import type { MapMark, TileMap } from "@baro/design/map/tile_map";
import type { DispatchResponderView, JobRowView } from "@baro/wire";
import { useEffect, useRef, useState } from "preact/hooks";
import { usePanel } from "../ui/panel_context";
import { JOB_MARK, marksOf, subjectOf, waysOf } from "./map_points";
import { nearby, planOf, scaleKm } from "./projection";
import { d } from "./words";

interface Props {
  readonly jobs: readonly JobRowView[];
  readonly responders: readonly DispatchResponderView[];
  readonly selected: string;
  readonly onPick: (job: string) => void;
}

const WIDTH = 640;
const HEIGHT = 400;
const MARGIN = 36;
const LONGEST_SCALE = 160;
const KINDS = ["job", "truck", "idle", "stale"] as const;

export const MapView = (props: Props) => {
  const [failed, setFailed] = useState(false);
  const { config } = usePanel();
  const marks = marksOf(props.jobs, props.responders);
  const ways = waysOf(props.jobs, props.responders);
  const shown = nearby(marks, subjectOf(marks, ways, props.selected));
  const outside = marks.length - shown.length;
  const tiles = config.map && !failed;
  const w = d();
  return (
    <figure class="d-map">
      {tiles ? (
        <Tiles {...props} marks={marks} onFailed={() => setFailed(true)} />
      ) : (
        <Points {...props} shown={shown} ways={ways} />
      )}
      <figcaption>
        {KINDS.map((kind) => (
          <span key={kind}>
            <i class="d-dot" data-kind={kind} /> {w.legend[kind]}
          </span>
        ))}
        {tiles || outside === 0 ? null : <span>{w.outside(outside)}</span>}
      </figcaption>
    </figure>
  );
};

const Tiles = (props: Props & { marks: readonly MapMark[]; onFailed: () => void }) => {
  const { config } = usePanel();
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<TileMap | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const w = d();
  useEffect(() => {
    let gone = false;
    const { map } = config;
    if (!map || !box.current) return;
    const options = {
      tiles: map,
      zoomIn: w.zoomIn,
      zoomOut: w.zoomOut,
      onPick: (id: string) => {
        if (id.startsWith(JOB_MARK)) latest.current.onPick(id.slice(JOB_MARK.length));
      },
    };
    import("@baro/design/map/tile_map")
      .then(({ makeTileMap }) => (box.current ? makeTileMap(box.current, options) : null))
      .then(
        (made) => {
          if (gone) made?.remove();
          else {
            drawn.current = made;
            made?.show(latest.current.marks, true);
          }
        },
        () => latest.current.onFailed(),
      );
    return () => {
      gone = true;
      drawn.current?.remove();
      drawn.current = null;
    };
  }, []);
  useEffect(() => drawn.current?.show(props.marks, false));
  return <section class="b-map d-tiles" ref={box} aria-label={w.map} />;
};

interface PointsProps extends Props {
  readonly shown: readonly MapMark[];
  readonly ways: readonly (readonly [string, string])[];
}

/** The marks of the region that matters, on a plan with a scale. The list has all of it as text. */
const Points = (props: PointsProps) => {
  const w = d();
  const plan = planOf(props.shown, WIDTH, HEIGHT, MARGIN);
  const places = new Map(props.shown.map((mark) => [mark.id, plan.at(mark)]));
  const km = scaleKm(plan.unitsPerKm, LONGEST_SCALE);
  return (
    <svg
      class="d-plan"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={w.mapLead(props.jobs.length, props.responders.length)}
    >
      {props.ways.map(([from, to]) => {
        const [a, b] = [places.get(from), places.get(to)];
        return a && b ? <path key={from} class="d-way" d={`M${a.x} ${a.y}L${b.x} ${b.y}`} /> : null;
      })}
      {props.shown.map((mark) => {
        const { x, y } = places.get(mark.id) ?? { x: 0, y: 0 };
        const isJob = mark.id.startsWith(JOB_MARK);
        return (
          <g
            key={mark.id}
            class="d-mark"
            data-kind={mark.kind}
            data-selected={mark.id === JOB_MARK + props.selected || undefined}
            transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
          >
            <title>{mark.label}</title>
            {isJob ? <circle r="13" /> : <rect x="-8" y="-8" width="16" height="16" rx="4" />}
            {isJob ? <text y="5">{mark.text}</text> : null}
          </g>
        );
      })}
      <g class="d-scale" transform={`translate(${MARGIN / 2} ${HEIGHT - MARGIN / 2})`}>
        <path d={`M0 -6V0H${(km * plan.unitsPerKm).toFixed(1)}V-6`} />
        <text x="6" y="-6">
          {w.km(km)}
        </text>
      </g>
    </svg>
  );
};
