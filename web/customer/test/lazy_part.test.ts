import { effect } from "@preact/signals";
import { afterEach, expect, test, vi } from "vitest";
import { lazyPart } from "../src/lazy_part";

afterEach(() => {
  vi.useRealTimers();
});

test("a part that could not be loaded is loaded again while it is shown", async () => {
  vi.useFakeTimers();
  const load = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new Error("offline"))
    .mockResolvedValue("part");
  const failed = vi.fn();
  const part = lazyPart(load);
  const shown: (string | null)[] = [];
  effect(() => {
    shown.push(part(failed));
  });
  await vi.advanceTimersByTimeAsync(1_000);
  expect([load.mock.calls.length, failed.mock.calls.length]).toEqual([1, 1]);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(load).toHaveBeenCalledTimes(2);
  expect(shown.at(-1)).toBe("part");
});
