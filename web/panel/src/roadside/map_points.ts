// What the dispatcher's map shows: jobs by their rank in the list, and responders on duty. Pure.

import type { MapMark } from "@baro/design/map/tile_map";
import type { DispatchResponderView, JobRowView } from "@baro/wire";
import { Truck } from "lucide";
import { d } from "./words";

/** Prefix of the ids of jobs' marks. */
export const JOB_MARK = "job ";

export const marksOf = (
  jobs: readonly JobRowView[],
  responders: readonly DispatchResponderView[],
): readonly MapMark[] => {
  const w = d();
  const ofResponders = responders.map(({ responder, place, job, stale_since: stale }): MapMark => {
    const kind = stale ? "stale" : job ? "truck" : "idle";
    const label = stale ? w.unseen(responder.name) : job ? w.working(responder.name) : w.idle(responder.name);
    return { id: `truck ${responder.id}`, kind, lat: place.lat, lon: place.lon, label, icon: Truck };
  });
  const ofJobs = jobs.flatMap(({ job, place, label }, at): MapMark[] =>
    place
      ? [
          {
            id: JOB_MARK + job,
            kind: "place",
            lat: place.lat,
            lon: place.lon,
            label: w.job(at + 1, label),
            text: String(at + 1),
          },
        ]
      : [],
  );
  return [...ofResponders, ...ofJobs];
};

/** What the plan is about: the job that is selected with its truck, else all jobs. */
export const subjectOf = (
  marks: readonly MapMark[],
  ways: readonly (readonly [string, string])[],
  selected: string,
): readonly MapMark[] => {
  const job = JOB_MARK + selected;
  const truck = ways.find(([, to]) => to === job)?.[0];
  const chosen = marks.filter(({ id }) => id === job || id === truck);
  return chosen.length > 0 ? chosen : marks.filter(({ id }) => id.startsWith(JOB_MARK));
};

/** Lines from the truck of a job to its customer, as pairs of marks' ids. */
export const waysOf = (
  jobs: readonly JobRowView[],
  responders: readonly DispatchResponderView[],
): readonly (readonly [string, string])[] =>
  jobs.flatMap(({ job, place, responder }) =>
    place && responder && responders.some((one) => one.responder.id === responder.id)
      ? [[`truck ${responder.id}`, JOB_MARK + job] as const]
      : [],
  );
