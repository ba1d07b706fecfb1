import type { ApprovalView } from "@baro/wire";
import { expect, test } from "vitest";
import { sumOf, sumsByDepartment, undecided } from "../../src/claims/rules/approvals";
import { claim, exposure, NOON } from "./factories";

const approval = (department: string, amount?: number): ApprovalView => ({
  claim: "20261128-000001",
  coverage: "own_damage",
  label: "자차",
  department,
  customer: { id: "p1", name: "김서연" },
  transition: "approve",
  transition_label: "지급 승인",
  at: 1,
  ...(amount === undefined ? {} : { amount }),
});

test("sums are by department, the largest first; a denial without an amount counts", () => {
  const approvals = [
    approval("own_car", 100),
    approval("injury", 900),
    approval("own_car", 200),
    approval("own_car"),
  ];
  expect(sumOf(approvals)).toBe(1_200);
  expect(sumsByDepartment(approvals)).toEqual([
    { department: "injury", count: 1, sum: 900 },
    { department: "own_car", count: 3, sum: 300 },
  ]);
});

test("what a claim shows to be decided since is left out", () => {
  const row = { ...approval("own_car", 100), at: NOON };
  const known = (stage: string, since: number) => {
    const one = claim({ id: row.claim, exposures: [exposure({ coverage: row.coverage, stage, since })] });
    return new Map([[row.claim, one]]);
  };
  expect(undecided([row], new Map())).toEqual([row]);
  expect(undecided([row], known("approved", NOON + 1))).toEqual([]);
  expect(undecided([row], known("investigating", NOON - 1))).toEqual([row]);
  expect(undecided([row], known("assessed", NOON + 1))).toEqual([row]);
});
