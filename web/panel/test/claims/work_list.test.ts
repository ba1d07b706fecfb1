// The order of the work list, and assistance.
import type { WorkItemView } from "@baro/wire";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareRows,
  isAssistance,
  isQueueEntry,
  rowKey,
  visibleWork,
} from "../../src/claims/rules/work_list";
import { claim, claimDesk, exposure, NOON, work } from "./factories";

const ALL = { department: "", filter: "any" } as const;
const talk = work({
  claim: "",
  coverage: "",
  department: "",
  conversation: "t1",
  emergency: true,
  waiting_since: NOON,
});
const help = work({
  coverage: "",
  department: "roadside",
  due_on: "2026-11-23",
  waiting_since: NOON - 60_000,
});

describe("the work list", () => {
  test("is ordered by emergency, then waiting time, then due date", () => {
    const rows = [
      work({ coverage: "b" }),
      work({ coverage: "a", due_on: "2026-11-20" }),
      help,
      talk,
      work({ coverage: "c", emergency: true, waiting_since: NOON - 1 }),
    ];
    const keys = visibleWork(rows, ALL, "me", NOON).map(rowKey);
    expect(keys).toEqual([
      "20261123-482137/c",
      "conversation/t1",
      "20261123-482137/",
      "20261123-482137/a",
      "20261123-482137/b",
    ]);
  });

  test("shows waiting emergencies in every department, other rows in their own", () => {
    const shown = visibleWork([talk, help], { department: "own_car", filter: "any" }, "me", NOON);
    expect(shown.map(isQueueEntry)).toEqual([true]);
    expect([talk, help, work()].map(isAssistance)).toEqual([false, true, false]);
  });

  test("no emergency is after another row", () => {
    const some = fc.record({ emergency: fc.boolean(), waiting_since: fc.nat(9), since: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(some), (made) => {
        const rows: WorkItemView[] = made
          .map((change, at) => work({ ...change, coverage: String(at) }))
          .sort(compareRows);
        const last = rows.findLastIndex((row) => row.emergency);
        expect(rows.slice(0, last + 1).every((row) => row.emergency)).toBe(true);
      }),
    );
  });

  test("a changed claim stays an emergency until the list is loaded again", async () => {
    const emergency = work({ emergency: true, waiting_since: NOON });
    const { desk } = claimDesk(() => ({ kind: "work_list", work: [emergency] }));
    await desk.loadWork();
    desk.onFrame({
      event: "claim",
      claim: claim({ version: 2, exposures: [exposure({ stage: "investigating" })] }),
    });
    expect(desk.workRows.peek()[0]).toMatchObject({
      stage: "investigating",
      emergency: true,
      waiting_since: NOON,
    });
  });

  test("assistance is taken on and ended, and the list loaded again", async () => {
    const { desk, asked } = claimDesk((action) =>
      action === "work_list" ? { kind: "work_list", work: [] } : { kind: "claim_shown", claim: claim() },
    );
    expect(await desk.assist(help, false)).toBe(true);
    expect(await desk.assist(help, true)).toBe(true);
    const sent = { claim: help.claim, department: "roadside" };
    expect(asked).toEqual([
      ["assist", { ...sent, done: false }],
      ["work_list", {}],
      ["assist", { ...sent, done: true }],
      ["work_list", {}],
    ]);
  });
});
