import { ConnectionLost, type MyJobs, Refused } from "@baro/wire";
import { describe, expect, test } from "vitest";
import { isSpoken, secondsLeft } from "../src/jobs/countdown";
import { JobDesk, type JobRequests } from "../src/jobs/job_desk";
import { navigationLinks } from "../src/jobs/navigation_links";
import { photoPhase, progressOf, stageOf } from "../src/jobs/progress";
import { emptyProposal, faultsOf, stepOf } from "../src/jobs/proposal";
import { type PendingStep, StepQueue } from "../src/jobs/step_queue";
import { en } from "../src/texts/en";
import { ko } from "../src/texts/ko";
import { job, offer, shelf } from "./fixtures";

const gone = () => new Refused({ code: "offer_gone", text: "이미 끝난 출동 요청이에요.", retryable: false });

const desk = (
  answers: Partial<JobRequests> = {},
  send: (step: PendingStep) => Promise<unknown> = async () => {},
) => {
  let mine: Omit<MyJobs, "kind"> = { duty: { on: true } };
  const requests: JobRequests = {
    myJobs: async () => mine,
    setDuty: async () => {},
    accept: async () => {},
    decline: async () => {},
    ...answers,
  };
  const steps = new StepQueue("a", send, shelf());
  const made = new JobDesk(requests, steps);
  return {
    made,
    steps,
    shows: (next: Partial<MyJobs>) => {
      mine = { ...mine, ...next };
    },
  };
};

describe("offers", () => {
  test("an accepted one becomes the job", async () => {
    const { made, shows } = desk();
    const shown = offer();
    made.onFrame({ event: "job_offer", offer: shown });
    shows({ job: job() });
    await made.accept(shown);
    expect([made.offer.value, made.job.value?.job]).toEqual([null, "job00001"]);
  });

  test("one that another has taken says so, and is gone", async () => {
    const { made } = desk({
      accept: async () => {
        throw gone();
      },
    });
    const shown = offer();
    made.onFrame({ event: "job_offer", offer: shown });
    await made.accept(shown);
    expect([made.offer.value, made.notice.value]).toEqual([null, "offer_gone"]);
  });

  test("an answer without a connection leaves the offer open", async () => {
    const { made } = desk({
      decline: async () => {
        throw new ConnectionLost();
      },
    });
    const shown = offer();
    made.onFrame({ event: "job_offer", offer: shown });
    await made.decline(shown, "too_far");
    expect([made.offer.value, made.notice.value]).toEqual([shown, "no_connection"]);
  });

  test("silence until the deadline takes it away, but not the next one", () => {
    const { made } = desk();
    const first = offer();
    made.onFrame({ event: "job_offer", offer: first });
    made.expire(first);
    expect([made.offer.value, made.notice.value]).toEqual([null, "offer_over"]);
    const second = offer({ job: "job00002" });
    made.onFrame({ event: "job_offer", offer: second });
    made.expire(first);
    expect(made.offer.value).toBe(second);
  });

  test("seconds are counted by the server's clock; few of them are spoken", () => {
    expect(secondsLeft(30_000, 5_000, 0)).toBe(25);
    expect(secondsLeft(30_000, 5_000, 10_000)).toBe(15);
    expect(secondsLeft(30_000, 60_000, 0)).toBe(0);
    expect(Array.from({ length: 31 }, (_, left) => left).filter(isSpoken)).toEqual([5, 15, 30]);
  });
});

describe("steps", () => {
  test("without a connection are kept, shown as done, and sent in order later", async () => {
    const sent: string[] = [];
    let online = false;
    const { made, steps, shows } = desk({}, async ({ step }) => {
      if (!online) throw new ConnectionLost();
      sent.push(step);
    });
    shows({ job: job() });
    await made.refresh();
    await made.step({ job: "job00001", step: "depart" });
    await made.step({ job: "job00001", step: "arrive" });
    const now = made.job.value;
    if (!now) throw new Error("no job");
    expect(progressOf(now, steps.pending.value)).toEqual({
      state: "on_site",
      steps: ["begin", "find_nobody", "fail"],
      waits: true,
    });
    online = true;
    shows({ job: job({ version: 5, state: "on_site", steps: ["begin"] }) });
    await made.resume();
    expect([sent, steps.pending.value.length, made.job.value?.state]).toEqual([
      ["depart", "arrive"],
      0,
      "on_site",
    ]);
  });

  test("outlast a reload, and go with a job that is somebody else's by now", () => {
    const store = shelf();
    const failing = async () => {
      throw new ConnectionLost();
    };
    void new StepQueue("a", failing, store).add({ job: "job00001", step: "depart" });
    const again = new StepQueue("a", failing, store);
    expect(again.pending.value).toEqual([{ job: "job00001", step: "depart" }]);
    again.drop("job00001");
    expect(new StepQueue("a", failing, store).pending.value).toEqual([]);
  });

  test("a refused one says why and isn't repeated", async () => {
    const { made, steps } = desk({}, async () => {
      throw new Refused({ code: "not_there_yet", text: "고객과 900m 떨어져 있어요.", retryable: false });
    });
    await made.step({ job: "job00001", step: "arrive" });
    expect([steps.pending.value, made.notice.value]).toEqual([[], { text: "고객과 900m 떨어져 있어요." }]);
  });

  test("the step for the thumb comes first: a tow is hooked up, other work begins", () => {
    const steps = ["fail", "hook_up", "begin", "find_nobody", "unknown"];
    expect(progressOf(job({ state: "on_site", steps }), []).steps).toEqual([
      "begin",
      "hook_up",
      "find_nobody",
      "fail",
    ]);
    expect(progressOf(job({ state: "on_site", service: "tow", steps }), []).steps[0]).toBe("hook_up");
    expect([stageOf("towing"), stageOf("completed"), photoPhase("on_site"), photoPhase("towing")]).toEqual([
      "in_service",
      "done",
      "before",
      "after",
    ]);
  });
});

describe("what the server says", () => {
  test("a change that comes late changes nothing", async () => {
    const { made } = desk();
    made.onFrame({ event: "job_update", job: job({ version: 9, state: "en_route" }) });
    made.onFrame({ event: "job_update", job: job({ version: 8 }) });
    expect(made.job.value?.state).toBe("en_route");
  });

  test("the job after this one is a plan; a lost job is gone with a word", () => {
    const { made } = desk();
    made.onFrame({ event: "job_update", job: job() });
    made.onFrame({ event: "job_update", job: job({ job: "job00002", later: true }) });
    expect([made.job.value?.job, made.plan.value?.job]).toEqual(["job00001", "job00002"]);
    made.onFrame({ event: "job_gone", job: "job00001", reason: "cancelled" });
    expect([made.job.value, made.notice.value]).toEqual([null, "job_gone"]);
  });

  test("a first question without an answer can be asked again", async () => {
    let works = false;
    const { made } = desk({
      myJobs: async () => {
        if (!works) throw new ConnectionLost();
        return { duty: { on: false } };
      },
    });
    await made.refresh();
    expect(made.failed.value).toBe(true);
    works = true;
    await made.refresh();
    expect([made.failed.value, made.duty.value]).toEqual([false, { on: false }]);
  });
});

test("destinations are handed over by the addresses that the apps publish", () => {
  const links = navigationLinks({ lat: 37.5, lon: 127.036 }, "테헤란로 152 & 옆", "https://r.example");
  expect(links.map(({ href }) => href)).toEqual([
    "kakaomap://route?ep=37.500000,127.036000&by=CAR",
    `nmap://navigation?dlat=37.500000&dlng=127.036000&dname=${encodeURIComponent("테헤란로 152 & 옆")}&appname=https%3A%2F%2Fr.example`,
    `tmap://route?goalname=${encodeURIComponent("테헤란로 152 & 옆")}&goalx=127.036000&goaly=37.500000`,
  ]);
});

test("a proposal needs a place for a tow, numbers, and a reason for what the tariff doesn't know", () => {
  const empty = emptyProposal(job());
  expect(faultsOf(empty, true)).toEqual({ destination: "whereMissing" });
  expect(faultsOf({ ...empty, won: "30,000" }, false)).toEqual({ reason: "reasonMissing" });
  expect(faultsOf({ ...empty, km: "-3", won: "x" }, false)).toEqual({ km: "numberBad", won: "numberBad" });
  expect(faultsOf({ ...empty, holes: "셋", minutes: "-1" }, false)).toEqual({
    holes: "numberBad",
    minutes: "numberBad",
  });
  const form = {
    ...empty,
    destination: " 서초 정비소 ",
    km: "12.1",
    won: "30,000",
    reason: "구난",
    minutes: "45",
    heavy: true,
  };
  expect(faultsOf(form, true)).toEqual({});
  expect(stepOf("job00001", form)).toEqual({
    job: "job00001",
    step: "propose",
    destination: "서초 정비소",
    km: 13,
    extras: { winch_minutes: 45, heavy_wrecker: 1 },
    extra_won: 30_000,
    reason: "구난",
  });
});

test("both languages say the same things", () => {
  const keys = (data: object): unknown =>
    Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        key,
        typeof value === "object" ? keys(value) : typeof value,
      ]),
    );
  expect(keys(en)).toEqual(keys(ko));
});
