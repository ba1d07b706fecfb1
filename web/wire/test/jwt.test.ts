import { describe, expect, it } from "vitest";
import { claimsOf, expiryOf, subjectOf } from "../src/browser/jwt";

const token = (claims: unknown): string => {
  const bytes = new TextEncoder().encode(JSON.stringify(claims));
  return `e30.${btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "")}.x`;
};

describe("a token", () => {
  it("tells whose it is and when it ends", () => {
    const read = token({ sub: "u-1", name: "김하늘 ÿ?>", exp: 1_800_000_000 });
    expect(claimsOf(read).name).toBe("김하늘 ÿ?>");
    expect(subjectOf(read)).toBe("u-1");
    expect(expiryOf(read)).toBe(1_800_000_000_000);
  });

  it.each(["", "nonsense", "a.b.c", token(null), token("text"), token({ sub: 7, exp: "soon" })])(
    "that says nothing of it is nobody's and ends never: %s",
    (bad) => {
      expect(subjectOf(bad)).toBe("unknown");
      expect(expiryOf(bad)).toBe(0);
    },
  );
});
