// The viewer as a machine.
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

describe("one picture", () => {
  test("goes round at either end", () => {
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

  test("another picture is whole again, and each keeps its turn", () => {
    const moved = after([
      { kind: "turn", by: 1 },
      { kind: "zoom", factor: 4 },
      { kind: "step", by: 1 },
    ]);
    expect([moved.zoom, turnOf(moved, "a"), turnOf(moved, "b")]).toEqual([1, 1, 0]);
    expect(turnOf(after([{ kind: "turn", by: -1 }]), "a")).toBe(3);
  });

  test("the point under the pointer stays while it grows", () => {
    const at = { x: 0.25, y: -0.1 };
    const grown = after([{ kind: "zoom", factor: 2, at }]);
    // A point p of the picture stands at offset + zoom * p.
    expect(grown.x + grown.zoom * at.x).toBeCloseTo(at.x);
    expect(grown.y + grown.zoom * at.y).toBeCloseTo(at.y);
  });

  test("lying on its side it still fits its pane", () => {
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

  test("the next one comes beside it, and keys act on that", () => {
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

  test("size and place are of both, and stay when one changes", () => {
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

  test("ended, the one that was worked with stays", () => {
    expect(after([{ kind: "compare" }], two).panes).toEqual(["b"]);
  });

  test("one file alone has nothing to be compared with", () => {
    expect(after([{ kind: "compare" }], opened(["a"], "a")).panes).toEqual(["a"]);
  });
});

test("files that come and go leave something to be seen", () => {
  const two = after([{ kind: "compare" }]);
  expect(after([{ kind: "files", files: ["b", "d"] }], two).panes).toEqual(["b"]);
  expect(after([{ kind: "files", files: ["d"] }], two).panes).toEqual(["d"]);
  expect(after([{ kind: "files", files: [] }], two)).toBe(two);
});

test("keys: arrows, figures and letters by their place", () => {
  const one = opened(FILES, "a");
  expect(pressOf(key("ArrowRight"), one)).toEqual({ kind: "step", by: 1 });
  expect(pressOf(key("ㄱ", "KeyR"), one)).toEqual({ kind: "turn", by: 1 });
  expect(pressOf(key("R", "KeyR", true), one)).toEqual({ kind: "turn", by: -1 });
  expect(pressOf(key("+", "Equal", true), one)).toMatchObject({ kind: "zoom" });
  expect(pressOf(key("q", "KeyQ"), one)).toBeNull();
  const large = pressed(one, { kind: "zoom", factor: 2 });
  expect(pressOf(key("ArrowLeft", "", true), large)).toMatchObject({ kind: "move" });
});

test("whatever is pressed: a known file is shown, the size stays in bounds, the picture within reach", () => {
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
