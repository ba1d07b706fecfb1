// Merging of claims and files, updates of the work list.
import type { UploadView } from "@baro/wire";
import { describe, expect, test } from "vitest";
import { claimsOf, filesOf, isSlow, mergeClaim, mergeFile, mergeFiles } from "../../src/claims/rules/merge";
import { filterCounts, updateWork, visibleWork } from "../../src/claims/rules/work_list";
import { claim, exposure, file, NOON, work } from "./factories";

describe("claims and files", () => {
  test("the newer view wins, and of one version the requested one", () => {
    const held = mergeClaim(new Map(), claim({ version: 3 }), true);
    expect(mergeClaim(held, claim({ version: 2 }), true)).toBe(held);
    expect(mergeClaim(held, claim({ version: 3 }), false)).toBe(held);
    expect(mergeClaim(held, claim({ version: 4 }), false).get(claim().id)?.version).toBe(4);
  });

  test("the status of a file never goes back", () => {
    const held = mergeFile(new Map(), file("a"));
    expect(mergeFile(held, file("a", { status: "checking" }))).toBe(held);
    expect(mergeFile(held, file("a", { item: "diagnosis" })).get("a")?.item).toBe("diagnosis");
  });

  test("a check is slow after the configured time since the arrival, and not after its end", () => {
    const arrived = { at: 1, arrived_at: 600_000 };
    const slow = (change: Partial<UploadView>, now: number) => isSlow(file("a", change), now, 300);
    expect(slow({ ...arrived, status: "checking" }, 899_999)).toBe(false);
    expect(slow({ ...arrived, status: "stored" }, 900_000)).toBe(true);
    expect(slow({ ...arrived, status: "ready" }, 900_000)).toBe(false);
    expect(slow({ at: 1, status: "requested" }, 900_000)).toBe(false);
  });

  test("a claim's files are its conversation's and its documents', oldest first, without discarded ones", () => {
    const documents = [
      { document: { item: "diagnosis", label: "진단서", status: "review" as const }, uploads: ["far"] },
    ];
    const held = mergeFiles(new Map(), [
      file("b", { at: 2 }),
      file("a", { at: 1 }),
      file("far", { conversation: "c2", at: 3 }),
      file("gone", { status: "discarded" }),
      file("other", { conversation: "c3" }),
    ]);
    expect(filesOf(held, claim({ documents: documents })).map((one) => one.id)).toEqual(["a", "b", "far"]);
  });

  test("photos are in the order they were taken, whenever they were sent", () => {
    const held = mergeFiles(new Map(), [
      file("plate", { at: 3, taken_at: "1970-01-01T00:00:02Z" }),
      file("car", { at: 4, taken_at: "1970-01-01T09:00:01+09:00" }),
      file("estimate", { at: 5_000 }),
      file("scanned", { at: 1_500, taken_at: "" }),
    ]);
    expect(filesOf(held, claim({})).map((one) => one.id)).toEqual(["car", "scanned", "plate", "estimate"]);
  });

  test("open claims come before closed ones, the newest first", () => {
    const all = [
      claim({ id: "1", open: false, registered_at: 9 }),
      claim({ id: "2", registered_at: 1 }),
      claim({ id: "3", registered_at: 5 }),
    ];
    expect(claimsOf(new Map(all.map((one) => [one.id, one])), "kim").map((one) => one.id)).toEqual([
      "3",
      "2",
      "1",
    ]);
  });
});

describe("the work list", () => {
  const rows = [
    work({ claim: "late", due_on: "2026-11-20", adjuster: { id: "her", name: "" } }),
    work({ claim: "soon", due_on: "2026-11-24" }),
    work({ claim: "none", due_on: "" }),
    work({ claim: "mine", due_on: "2026-11-30", adjuster: { id: "me", name: "" }, department: "property" }),
  ];
  const of = (look: { department: string; filter: "any" | "mine" | "unassigned" | "late" }) =>
    visibleWork(rows, look, "me", NOON).map((row) => row.claim);

  test("is ordered by due date, rows without one last", () => {
    expect(of({ department: "", filter: "any" })).toEqual(["late", "soon", "mine", "none"]);
  });

  test("is filtered and counted by department", () => {
    expect(of({ department: "own_car", filter: "unassigned" })).toEqual(["soon", "none"]);
    expect(of({ department: "", filter: "late" })).toEqual(["late"]);
    expect(filterCounts(rows, "", "me", NOON)).toEqual({ any: 4, mine: 1, unassigned: 2, late: 1 });
  });

  test("follows a changed claim: adds new exposures, removes settled ones and other departments'", () => {
    const held = [work(), work({ claim: "other" })];
    const now = claim({
      exposures: [
        exposure({ stage: "closed", final: true }),
        exposure({ coverage: "property_damage", department: "property" }),
        exposure({ coverage: "bodily_injury", department: "injury" }),
      ],
      flags: ["policy_expired"],
      documents_missing: 2,
    });
    const proposal = { id: "a1", by: { id: "her", name: "" }, at: NOON, grounds: "사유", texts: [] };
    const proposed = { ...now, exposures: [exposure({ proposal })] };
    expect(updateWork(held, proposed, ["own_car"])[1]?.flags).toEqual(["denial_proposed", "policy_expired"]);
    const after = updateWork(held, now, ["own_car", "property"]);
    expect(after[1]?.documents_missing).toBe(2);
    expect(after.map((row) => `${row.claim} ${row.coverage}`)).toEqual([
      "other own_damage",
      "20261123-482137 property_damage",
    ]);
  });

  test("assistance without an exposure stays", () => {
    const told = work({ coverage: "", department: "roadside" });
    expect(updateWork([told], claim(), ["own_car", "roadside"])).toContain(told);
  });
});
