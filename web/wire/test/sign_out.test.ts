import { afterEach, describe, expect, it, vi } from "vitest";
import { endSession } from "../src/browser/sign_out";

afterEach(() => vi.unstubAllGlobals());

describe("signing out", () => {
  it("deletes the tab's data at once, before the stored data", () => {
    const tab: Record<string, unknown> = { "baro token": "t", "baro drafts u-1": "{}", theirs: "stays" };
    Object.defineProperty(tab, "removeItem", { value: (key: string) => delete tab[key] });
    vi.stubGlobal("sessionStorage", tab);
    let left = false;
    void endSession({
      signOut: () => {
        left = true;
        return new Promise(() => undefined);
      },
    });
    expect({ ...tab }).toEqual({ theirs: "stays" });
    expect(left).toBe(true);
  });

  it("ends the connection where storage is blocked", async () => {
    vi.stubGlobal("sessionStorage", undefined);
    let left = false;
    await endSession({
      signOut: async () => {
        left = true;
      },
    });
    expect(left).toBe(true);
  });
});
