// Merging of claims and files, updates of the work list, concurrent edits of the accident form.
import type { UploadView } from "@baro/wire";
import { describe, expect, test } from "vitest";
import {
  changedFields,
  conflicts,
  editField,
  fromPickers,
  isValidFact,
  NO_EDITS,
  normaliseFact,
  resolveConflict,
  toPickers,
} from "../../src/claims/rules/accident_form";
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
        exposure({ stage: "closed" }),
        exposure({ coverage: "property_damage", department: "property" }),
        exposure({ coverage: "bodily_injury", department: "injury" }),
      ],
      flags: ["policy_expired"],
    });
    const proposal = { id: "a1", by: { id: "her", name: "" }, at: NOON, grounds: "사유", texts: [] };
    const proposed = { ...now, exposures: [exposure({ proposal })] };
    expect(updateWork(held, proposed, ["own_car"])[1]?.flags).toEqual(["denial_proposed", "policy_expired"]);
    const after = updateWork(held, now, ["own_car", "property"]);
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

describe("the form", () => {
  const now = { place: "강남역", injured: "false" };

  test("a restored field has no edit", () => {
    const once = editField(NO_EDITS, now, "place", "역삼역");
    expect(changedFields(once, now)).toEqual({ place: "역삼역" });
    expect(editField(once, now, "place", "강남역")).toEqual(NO_EDITS);
  });

  test("a change of the same field is a conflict until it is resolved; one of another field isn't", () => {
    const mine = editField(NO_EDITS, now, "place", "역삼역");
    expect(conflicts(mine, { ...now, injured: "true" })).toEqual([]);
    const theirs = { ...now, place: "선릉역" };
    expect(conflicts(mine, theirs)).toEqual(["place"]);
    expect(conflicts(mine, { ...now, place: "역삼역" })).toEqual([]);
    expect(changedFields(resolveConflict(mine, theirs, "place", true), theirs)).toEqual({ place: "역삼역" });
    expect(conflicts(resolveConflict(mine, theirs, "place", true), theirs)).toEqual([]);
    expect(changedFields(resolveConflict(mine, theirs, "place", false), theirs)).toEqual({});
  });

  test("plates and telephones are normalised and validated", () => {
    expect(normaliseFact("plate", " 12가 3456 ")).toBe("12가3456");
    expect(normaliseFact("phone", "010-1234-5678")).toBe("01012345678");
    expect([
      isValidFact("plate", "12가3456"),
      isValidFact("plate", "가3456"),
      isValidFact("phone", "0101234"),
      isValidFact("plate", ""),
    ]).toEqual([true, false, false, true]);
  });

  test("date and time inputs are in Korean time; a date alone has no time", () => {
    expect(toPickers("2026-11-22T10:30:00Z")).toEqual({ day: "2026-11-22", time: "19:30" });
    expect(toPickers("2026-11-22")).toEqual({ day: "2026-11-22", time: "" });
    expect(fromPickers("2026-11-22", "19:30")).toBe("2026-11-22T19:30+09:00");
    expect([fromPickers("2026-11-22", ""), fromPickers("", "19:30")]).toEqual(["2026-11-22", ""]);
    expect(isValidFact("moment", fromPickers("2026-11-22", "19:30"))).toBe(true);
  });
});
