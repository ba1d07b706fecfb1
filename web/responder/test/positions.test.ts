import { AnswerTimeout, ConnectionLost, Refused } from "@baro/wire";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { BATCH, FixQueue, MAX_FIXES } from "../src/positions/fix_queue";
import { FixSender } from "../src/positions/fix_sender";
import { type Fix, isWorthSending, metresBetween, phaseOf } from "../src/positions/fixes";
import { type Geolocation, Tracker } from "../src/positions/tracker";
import { shelf } from "./fixtures";

const GANGNAM = { lat: 37.4979, lon: 127.0276 };
const fix = (at: number, change: Partial<Fix> = {}): Fix => ({ ...GANGNAM, at, accuracy: 10, ...change });
const refusal = (retryable: boolean) =>
  new Refused({ code: "position_outside", text: "대한민국 밖의 위치예요.", retryable });

describe("which positions are sent", () => {
  test("distance is that of the earth", () => {
    const pangyo = { lat: 37.3947, lon: 127.1112 };
    expect(metresBetween(GANGNAM, pangyo)).toBeGreaterThan(13_000);
    expect(metresBetween(GANGNAM, pangyo)).toBeLessThan(14_000);
  });

  test("the pace follows the job, and is fastest near the customer", () => {
    const near = { lat: GANGNAM.lat + 0.005, lon: GANGNAM.lon };
    expect(phaseOf(null, GANGNAM, null)).toBe("waiting");
    expect(phaseOf("en_route", GANGNAM, { lat: 37.39, lon: 127.11 })).toBe("driving");
    expect(phaseOf("en_route", GANGNAM, near)).toBe("near");
    expect(phaseOf("in_service", GANGNAM, near)).toBe("on_site");
  });

  test("a standing truck is told after the interval, a moving one after its distance, never too often", () => {
    const last = fix(0);
    const moved = { lat: GANGNAM.lat + 0.002 };
    expect(isWorthSending(fix(10_000), last, "driving")).toBe(false);
    expect(isWorthSending(fix(15_000), last, "driving")).toBe(true);
    expect(isWorthSending(fix(6_000, moved), last, "driving")).toBe(true);
    expect(isWorthSending(fix(4_000, moved), last, "driving")).toBe(false);
    expect(isWorthSending(fix(31_000), last, "waiting", 30)).toBe(true);
    expect(isWorthSending(fix(99_000, { accuracy: 5_000 }), last, "driving")).toBe(false);
  });
});

describe("positions without a connection", () => {
  test("outlast a reload, in order, and none of another person or of yesterday", () => {
    const store = shelf();
    const queue = new FixQueue(store, "driver-1", 0);
    queue.add(fix(1));
    queue.add(fix(90_000_000));
    expect(new FixQueue(store, "driver-2", 2).length).toBe(0);
    const later = new FixQueue(store, "driver-1", 90_000_000);
    expect(later.batch().map(({ at }) => at)).toEqual([90_000_000]);
  });

  test("what isn't a list of positions is no reason to fail", () => {
    const store = shelf();
    for (const data of ["{", "7", '[{"lat":"x"}]', '[null,{"lat":1,"lon":2,"at":3,"accuracy":4}]']) {
      store.set("baro fixes a", data);
      expect(new FixQueue(store, "a", 4).length).toBeLessThan(2);
    }
  });

  test("a long tunnel thins out the older ones and keeps first and last", () => {
    const queue = new FixQueue(shelf(), "a", 0);
    for (let at = 1; at <= MAX_FIXES * 3; at += 1) queue.add(fix(at));
    expect(queue.length).toBeLessThanOrEqual(MAX_FIXES);
    expect(queue.last?.at).toBe(MAX_FIXES * 3);
    expect(queue.batch()[0]?.at).toBe(1);
  });

  test("nothing is lost or doubled whenever connections break", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("works", "lost", "late"), { maxLength: 30 }),
        async (attempts) => {
          const queue = new FixQueue(shelf(), "a", 0);
          const arrived: number[] = [];
          const outcomes = [...attempts];
          const sender = new FixSender(queue, async (fixes) => {
            const outcome = outcomes.shift() ?? "works";
            if (outcome === "lost") throw new ConnectionLost();
            if (outcome === "late") throw new AnswerTimeout();
            arrived.push(...fixes.map(({ at }) => at));
          });
          const count = BATCH * 3 + 1;
          for (let at = 1; at <= count; at += 1) queue.add(fix(at));
          for (let time = 0; time <= attempts.length; time += 1) await sender.flush();
          expect(arrived).toEqual(Array.from({ length: count }, (_, index) => index + 1));
          expect(sender.waiting.value).toBe(0);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("what is left of a duty that has ended is sent to nobody, and nothing is said", async () => {
    const queue = new FixQueue(shelf(), "a", 0);
    const sender = new FixSender(queue, async () => {
      throw new Refused({ code: "position_not_wanted", text: "근무 중이 아니에요.", retryable: false });
    });
    for (let at = 1; at <= BATCH + 5; at += 1) queue.add(fix(at));
    await sender.flush();
    expect([queue.length, sender.waiting.value, sender.refusal.value]).toEqual([0, 0, ""]);
  });

  test("what the server refuses for good isn't sent again, what it will take later is", async () => {
    const queue = new FixQueue(shelf(), "a", 0);
    const errors = [refusal(true), refusal(false)];
    const retries: (() => void)[] = [];
    const sender = new FixSender(
      queue,
      async () => {
        const error = errors.shift();
        if (error) throw error;
      },
      (_ms, then) => void retries.push(then),
    );
    queue.add(fix(1));
    await sender.flush();
    expect([queue.length, sender.refusal.value, retries.length]).toEqual([1, "", 1]);
    await sender.flush();
    expect([queue.length, sender.refusal.value]).toEqual([0, "대한민국 밖의 위치예요."]);
    queue.add(fix(2));
    await sender.flush();
    expect([sender.refusal.value, sender.arrivedAt.value]).toEqual(["", 2]);
  });
});

describe("the receiver", () => {
  const receiver = () => {
    const calls: { found: PositionCallback; failed: PositionErrorCallback }[] = [];
    let cleared = 0;
    const geolocation: Geolocation = {
      watchPosition: (found, failed) => calls.push({ found, failed: failed as PositionErrorCallback }),
      clearWatch: () => {
        cleared += 1;
      },
    };
    return { geolocation, calls, cleared: () => cleared };
  };
  const seen = (timestamp: number): GeolocationPosition =>
    ({
      coords: { latitude: 37.49791234, longitude: 127.02764321, accuracy: 12.4 },
      timestamp,
    }) as GeolocationPosition;
  const tracker = (geolocation: Geolocation | undefined, sent: Fix[]) =>
    new Tracker({
      geolocation,
      queue: new FixQueue(shelf(), "a", 0),
      send: async (fixes) => void sent.push(...fixes),
      phase: () => "driving",
      interval: () => 0,
      skew: () => -2_000,
    });

  test("positions are dated by the server's clock and sent while on duty", async () => {
    const { geolocation, calls } = receiver();
    const sent: Fix[] = [];
    const made = tracker(geolocation, sent);
    made.start();
    calls[0]?.found(seen(10_000));
    calls[0]?.found(seen(12_000));
    calls[0]?.found(seen(26_000));
    await vi.waitFor(() => expect(sent.length).toBe(2));
    expect(sent).toEqual([
      { lat: 37.497912, lon: 127.027643, at: 8_000, accuracy: 12 },
      { lat: 37.497912, lon: 127.027643, at: 24_000, accuracy: 12 },
    ]);
    made.stop();
    expect(made.state.value).toBe("off");
  });

  test("says whether it isn't allowed, or sees no sky; after sleep it is asked anew", () => {
    const { geolocation, calls, cleared } = receiver();
    const made = tracker(geolocation, []);
    made.start();
    calls[0]?.failed({ code: 1 } as GeolocationPositionError);
    expect(made.state.value).toBe("denied");
    calls[0]?.failed({ code: 3 } as GeolocationPositionError);
    expect(made.state.value).toBe("missing");
    made.restart();
    expect([made.state.value, calls.length, cleared()]).toEqual(["searching", 2, 1]);
    const without = tracker(undefined, []);
    without.start();
    expect(without.state.value).toBe("missing");
  });
});
