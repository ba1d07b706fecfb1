// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { applyAppearance, loadAppearance, saveAppearance, stepTextSize, TEXT_SIZES } from "../src/theme";
import { followViewport } from "../src/viewport";

beforeEach(() => localStorage.clear());

test("text grows in steps to 200 %, and stays there", () => {
  const steps = [1, 1, 1, 1, 1].reduce<number[]>(
    (sizes) => [...sizes, stepTextSize((sizes.at(-1) ?? 100) as 100, 1)],
    [100],
  );
  expect(steps).toEqual([100, 125, 150, 175, 200, 200]);
  expect(stepTextSize(100, -1)).toBe(100);
});

test("the size is kept, and a choice of before is still understood", () => {
  for (const text of TEXT_SIZES) {
    saveAppearance({ theme: "auto", contrast: "normal", text });
    expect(loadAppearance().text).toBe(text);
    expect(document.documentElement.dataset.text ?? "100").toBe(String(text));
  }
  for (const [stored, size] of [
    ["large", 125],
    ["normal", 100],
    [130, 100],
    [null, 100],
  ] as const) {
    localStorage.setItem("baro appearance", JSON.stringify({ text: stored }));
    expect(loadAppearance().text).toBe(size);
  }
  applyAppearance(loadAppearance());
});

test("the page follows what a keyboard leaves of the window, and not a pinch", () => {
  const viewport = Object.assign(new EventTarget(), { height: 844, offsetTop: 0, scale: 1 });
  const root = document.createElement("div");
  const seen = () => [root.style.getPropertyValue("--seen"), root.style.getPropertyValue("--seen-top")];
  const change = (type: "resize" | "scroll", part: object) => {
    Object.assign(viewport, part);
    viewport.dispatchEvent(new Event(type));
    return seen();
  };
  followViewport(viewport, root);
  expect(seen()).toEqual(["844px", "0px"]);
  expect(change("resize", { height: 508 })).toEqual(["508px", "0px"]);
  expect(change("scroll", { offsetTop: 120 })).toEqual(["508px", "120px"]);
  expect(change("scroll", { offsetTop: 0 })).toEqual(["508px", "0px"]);
  expect(change("resize", { height: 844 })).toEqual(["844px", "0px"]);
  for (const scale of [1.0001, 1.3, 2, 3.7, 5])
    for (const type of ["resize", "scroll"] as const)
      expect(change(type, { scale, height: 844 / scale, offsetTop: 99 })).toEqual(["844px", "0px"]);
});
