// The state machine of the file viewer.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  current,
  fitted,
  MAX_ZOOM,
  MIN_ZOOM,
  opened,
  type Press,
  pressed,
  pressOf,
  turnOf,
  type Viewing,
} from "../../src/claims/rules/file_viewer";

const FILES = ["a", "b", "c"];
const after = (presses: readonly Press[], from = opened(FILES, "a")): Viewing =>
  presses.reduce(pressed, from);
const key = (name: string, code = "", shiftKey = false) => ({ key: name, code, shiftKey });

describe("a single picture", () => {
  test("wraps around at both ends", () => {
    expect(current(after([{ kind: "step", by: -1 }]))).toBe("c");
    expect(
      current(
        after([
          { kind: "end", last: true },
          { kind: "step", by: 1 },
        ]),
      ),
    ).toBe("a");
  });

  test("another picture starts unzoomed, and each keeps its rotation", () => {
    const moved = after([
      { kind: "turn", by: 1 },
      { kind: "zoom", factor: 4 },
      { kind: "step", by: 1 },
    ]);
    expect([moved.zoom, turnOf(moved, "a"), turnOf(moved, "b")]).toEqual([1, 1, 0]);
    expect(turnOf(after([{ kind: "turn", by: -1 }]), "a")).toBe(3);
  });

  test("zooming keeps the point under the pointer", () => {
    const at = { x: 0.25, y: -0.1 };
    const grown = after([{ kind: "zoom", factor: 2, at }]);
    // A point p of the picture stands at offset + zoom * p.
    expect(grown.x + grown.zoom * at.x).toBeCloseTo(at.x);
    expect(grown.y + grown.zoom * at.y).toBeCloseTo(at.y);
  });

  test("a rotated picture fits its pane", () => {
    expect(fitted({ width: 400, height: 200 }, { width: 800, height: 600 }, 0)).toEqual({
      width: 800,
      height: 400,
    });
    const lying = fitted({ width: 400, height: 200 }, { width: 800, height: 600 }, 1);
    expect(lying).toEqual({ width: 600, height: 300 }); // 300 wide and 600 high on the screen
  });
});

describe("two pictures", () => {
  const two = after([{ kind: "compare" }]);

  test("comparing adds the next picture, which becomes active", () => {
    expect([two.panes, two.active]).toEqual([["a", "b"], 1]);
    expect(after([{ kind: "step", by: 1 }], two).panes).toEqual(["a", "c"]);
    expect(
      after(
        [
          { kind: "pane", active: 0 },
          { kind: "step", by: -1 },
        ],
        two,
      ).panes,
    ).toEqual(["c", "b"]);
  });

  test("zoom and offset are shared, and stay when a picture changes", () => {
    const moved = after(
      [
        { kind: "zoom", factor: 3 },
        { kind: "move", x: 0.2, y: 0 },
        { kind: "step", by: 1 },
      ],
      two,
    );
    expect([moved.zoom, moved.x]).toEqual([3, 0.2]);
  });

  test("ending the comparison keeps the active picture", () => {
    expect(after([{ kind: "compare" }], two).panes).toEqual(["b"]);
  });

  test("a single file can't be compared", () => {
    expect(after([{ kind: "compare" }], opened(["a"], "a")).panes).toEqual(["a"]);
  });
});

test("added and removed files leave a picture shown", () => {
  const two = after([{ kind: "compare" }]);
  expect(after([{ kind: "files", files: ["b", "d"] }], two).panes).toEqual(["b"]);
  expect(after([{ kind: "files", files: ["d"] }], two).panes).toEqual(["d"]);
  expect(after([{ kind: "files", files: [] }], two)).toBe(two);
});

test("keys: arrows, digits and letters by physical key", () => {
  const one = opened(FILES, "a");
  expect(pressOf(key("ArrowRight"), one)).toEqual({ kind: "step", by: 1 });
  expect(pressOf(key("ㄱ", "KeyR"), one)).toEqual({ kind: "turn", by: 1 });
  expect(pressOf(key("R", "KeyR", true), one)).toEqual({ kind: "turn", by: -1 });
  expect(pressOf(key("+", "Equal", true), one)).toMatchObject({ kind: "zoom" });
  expect(pressOf(key("q", "KeyQ"), one)).toBeNull();
  const large = pressed(one, { kind: "zoom", factor: 2 });
  expect(pressOf(key("ArrowLeft", "", true), large)).toMatchObject({ kind: "move" });
});

test("any keys: a known file is shown, zoom and offset stay within their limits", () => {
  const press: fc.Arbitrary<Press> = fc.oneof(
    fc.constantFrom<Press>(
      { kind: "step", by: 1 },
      { kind: "step", by: -1 },
      { kind: "turn", by: 1 },
      { kind: "compare" },
      { kind: "fit" },
      { kind: "pane", active: 0 },
      { kind: "pane", active: 1 },
    ),
    fc.record({ kind: fc.constant("zoom" as const), factor: fc.double({ min: 0.1, max: 10, noNaN: true }) }),
    fc.record({
      kind: fc.constant("move" as const),
      x: fc.double({ min: -3, max: 3, noNaN: true }),
      y: fc.double({ min: -3, max: 3, noNaN: true }),
    }),
  );
  fc.assert(
    fc.property(fc.array(press, { maxLength: 40 }), (presses) => {
      const viewing = after(presses);
      expect(viewing.panes.every((one) => FILES.includes(one))).toBe(true);
      expect(viewing.panes[viewing.active]).toBeDefined();
      expect(viewing.zoom).toBeGreaterThanOrEqual(MIN_ZOOM);
      expect(viewing.zoom).toBeLessThanOrEqual(MAX_ZOOM);
      expect(Math.abs(viewing.x)).toBeLessThanOrEqual(viewing.zoom / 2);
    }),
  );
});
