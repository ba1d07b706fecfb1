// @vitest-environment happy-dom
import type { JobCardView } from "@baro/wire";
import fc from "fast-check";
import { expect, test } from "vitest";
import { kmText, shareDriven } from "../src/roadside/distance";
import { jobCards, keepCard } from "../src/roadside/job_cards";
import { applyJobPush } from "../src/roadside/pushed_job";

const card = (version: number, change: Partial<JobCardView> = {}): JobCardView => ({
  job: "R000000000000001",
  conversation: "talk",
  version,
  state: "en_route",
  service: "battery",
  title: "기사님이 가고 있어요",
  text: "11:46쯤, 11:40–11:52 도착해요.",
  ...change,
});

test("the newest card counts, whichever way and order it comes", () => {
  applyJobPush({ event: "job_card", card: card(3) });
  keepCard(card(2, { state: "accepted" }));
  expect(jobCards.value.get("R000000000000001")?.state).toBe("en_route");
  applyJobPush({ event: "job_card", card: card(4, { state: "on_site" }) });
  expect(jobCards.value.get("R000000000000001")?.state).toBe("on_site");
  // The same card again in another language.
  keepCard(card(4, { state: "on_site", title: "Arrived" }));
  expect(jobCards.value.get("R000000000000001")?.title).toBe("Arrived");
});

test("the distance is in metres below a kilometre", () => {
  expect([kmText(2.41), kmText(0.83), kmText(0.001), kmText(0.98)]).toEqual([
    "2.4km",
    "850m",
    "50m",
    "1000m",
  ]);
});

test("the truck stays on the strip, and nearer to the customer is further along it", () => {
  const km = fc.double({ min: 0, max: 500, noNaN: true });
  fc.assert(
    fc.property(km, km, km, (one, other, longest) => {
      const most = Math.max(one, other, longest);
      const [near, far] = [shareDriven(Math.min(one, other), most), shareDriven(Math.max(one, other), most)];
      expect(near).toBeGreaterThanOrEqual(far);
      expect(far).toBeGreaterThanOrEqual(0);
      expect(near).toBeLessThanOrEqual(1);
    }),
  );
});
