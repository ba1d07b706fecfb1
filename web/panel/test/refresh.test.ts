// @vitest-environment happy-dom
// A list is refreshed while somebody can see it.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { refreshWhileVisible } from "../src/ui/refresh";

let visibility: DocumentVisibilityState = "visible";

const show = (state: DocumentVisibilityState): void => {
  visibility = state;
  document.dispatchEvent(new Event("visibilitychange"));
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
  visibility = "visible";
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("it is refreshed at once and after each interval, until it is left", () => {
  const act = vi.fn();
  const leave = refreshWhileVisible(act, 15_000);
  expect(act).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(45_000);
  expect(act).toHaveBeenCalledTimes(4);
  leave();
  vi.advanceTimersByTime(60_000);
  show("visible");
  expect(act).toHaveBeenCalledTimes(4);
});

test("a hidden page requests nothing, and is refreshed when it is seen again", () => {
  const act = vi.fn();
  const leave = refreshWhileVisible(act, 15_000);
  show("hidden");
  vi.advanceTimersByTime(60_000);
  expect(act).toHaveBeenCalledTimes(1);
  show("visible");
  expect(act).toHaveBeenCalledTimes(2);
  leave();
});
