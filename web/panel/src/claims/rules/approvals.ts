// Decisions that await a second person: sums.
import type { ApprovalView, ClaimView } from "@baro/wire";

export const sumOf = (approvals: readonly ApprovalView[]): number =>
  approvals.reduce((sum, { amount = 0 }) => sum + amount, 0);

/** Without what a claim that is known here shows to be decided since: work lists follow a claim a moment later. */
export const undecided = (
  approvals: readonly ApprovalView[],
  claims: ReadonlyMap<string, ClaimView>,
): readonly ApprovalView[] =>
  approvals.filter(({ claim, coverage, at }) => {
    const exposure = claims.get(claim)?.exposures.find((one) => one.coverage === coverage);
    return exposure === undefined || exposure.since <= at || exposure.stage === "assessed";
  });

interface DepartmentSum {
  readonly department: string;
  readonly count: number;
  readonly sum: number;
}

/** Count and sum of each department, the largest sum first. */
export const sumsByDepartment = (approvals: readonly ApprovalView[]): readonly DepartmentSum[] => {
  const names = [...new Set(approvals.map(({ department }) => department))];
  return names
    .map((department) => {
      const own = approvals.filter((one) => one.department === department);
      return { department, count: own.length, sum: sumOf(own) };
    })
    .sort((a, b) => b.sum - a.sum);
};
