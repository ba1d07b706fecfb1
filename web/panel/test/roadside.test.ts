import { ConnectionLost, type JobRowView, Refused } from "@baro/wire";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JobListStore } from "../src/roadside/job_list";
import { JOB_MARK, marksOf, subjectOf, waysOf } from "../src/roadside/map_points";
import { nearby, planOf, scaleKm } from "../src/roadside/projection";

const row = (job: string, change: Partial<JobRowView> = {}): JobRowView => ({
  job,
  version: 1,
  state: "en_route",
  service: "tow",
  label: "견인",
  title: "기사님이 가고 있어요",
  customer: { id: "cust-1", name: "김서연" },
  conversation: "talk",
  plate: "123가4567",
  place_text: "강남역",
  requested_at: 0,
  minutes: 4,
  urgency: 4,
  place: { lat: 37.5, lon: 127.03 },
  ...change,
});

const driver = (id: string, change: object = {}) => ({
  responder: { id, name: "강태식" },
  place: { lat: 37.51, lon: 127.05 },
  ...change,
});

type Answers = (action: string, fields: object) => Promise<unknown>;
const store = (answers: Answers) => new JobListStore(answers as never, () => 1_000);

describe("the list", () => {
  test("keeps what came last when it can't be renewed, and counts what needs a dispatcher", async () => {
    let works = true;
    const made = store(async () => {
      if (!works) throw new ConnectionLost();
      return { jobs: [row("a", { late: "no_provider" }), row("b")], responders: [] };
    });
    await made.refresh();
    works = false;
    await made.refresh();
    expect([made.jobs.value?.length, made.alarms.value, made.failed.value]).toEqual([2, 1, true]);
  });

  test("a change during a request is asked about after it", async () => {
    let asked = 0;
    const made = store(async () => {
      asked += 1;
      if (asked === 1) made.onFrame({ event: "jobs_changed" });
      return { jobs: [] };
    });
    await made.refresh();
    expect(asked).toBe(2);
  });

  test("the job that is shown goes when it has ended", async () => {
    const made = store(async (action) => {
      if (action === "job") throw new Refused({ code: "not_allowed", text: "", retryable: false });
      return { jobs: [] };
    });
    await made.select("a");
    expect([made.selected.value, made.shown.value]).toEqual(["", null]);
  });

  test("an assignment that is refused says why", async () => {
    const made = store(async (action) => {
      if (action !== "assign_job") return { jobs: [] };
      throw new Refused({ code: "responder_not_free", text: "다른 출동을 맡은 기사예요.", retryable: false });
    });
    expect(await made.assign("a", "r")).toBe("다른 출동을 맡은 기사예요.");
  });
});

test("jobs are numbered as in the list; a job without a place has no mark, a truck of a job a line to it", () => {
  const jobs = [row("a", { place: null }), row("b", { responder: { id: "r1", name: "강태식" } })];
  const responders = [driver("r1", { job: "b" }), driver("r2"), driver("r3", { stale_since: 5 })];
  const marks = marksOf(jobs, responders);
  expect(marks.map(({ id, kind, text }) => [id, kind, text])).toEqual([
    ["truck r1", "truck", undefined],
    ["truck r2", "idle", undefined],
    ["truck r3", "stale", undefined],
    [`${JOB_MARK}b`, "place", "2"],
  ]);
  expect(waysOf(jobs, responders)).toEqual([["truck r1", `${JOB_MARK}b`]]);
});

test("every place is inside the drawing, north is up, and the scale is a round number", () => {
  const place = fc.record({
    lat: fc.double({ min: 33, max: 39, noNaN: true }),
    lon: fc.double({ min: 124, max: 132, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 20 }), (places) => {
      const plan = planOf(places, 640, 400, 36);
      for (const one of places) {
        const { x, y } = plan.at(one);
        expect(x >= 35.9 && x <= 604.1 && y >= 35.9 && y <= 364.1).toBe(true);
      }
      expect(plan.at({ lat: 40, lon: 127 }).y).toBeLessThan(plan.at({ lat: 33, lon: 127 }).y);
      const km = scaleKm(plan.unitsPerKm, 160);
      expect(km * plan.unitsPerKm).toBeLessThanOrEqual(160.001);
      expect([1, 2, 5]).toContain(Math.round(km / 10 ** Math.floor(Math.log10(km * 1.0001))));
    }),
  );
});

test("the plan shows the region of the selected job, else of all jobs, else where most trucks are", () => {
  const [seoul, busan] = [
    { lat: 37.5, lon: 127.03 },
    { lat: 35.16, lon: 129.16 },
  ];
  const trucks = [driver("s1", { place: seoul }), driver("s2"), driver("b1", { place: busan, job: "b" })];
  const jobs = [row("s"), row("b", { place: busan, responder: { id: "b1", name: "남궁찬" } })];
  const shown = (ofJobs: typeof jobs, selected: string) => {
    const marks = marksOf(ofJobs, trucks);
    return nearby(marks, subjectOf(marks, waysOf(ofJobs, trucks), selected)).map(({ id }) => id);
  };
  expect(shown([], "")).toEqual(["truck s1", "truck s2"]);
  expect(shown(jobs, "b")).toEqual(["truck b1", `${JOB_MARK}b`]);
  expect(shown(jobs, "s")).toEqual(["truck s1", "truck s2", `${JOB_MARK}s`]);
  expect(shown(jobs, "")).toHaveLength(5);
  expect(nearby([], [])).toEqual([]);
});
