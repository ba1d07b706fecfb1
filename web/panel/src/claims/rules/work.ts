// A department's work: in which order, which part of it, and kept up with what happens to claims.
import type { ClaimView, LineView, WorkView } from "@baro/wire";
import { urgency } from "./days";

export const WORK_FILTERS = ["any", "mine", "unassigned", "late"] as const;
export type WorkFilter = (typeof WORK_FILTERS)[number];

export interface WorkLook {
  /** "" for all of one's own. */
  readonly department: string;
  readonly filter: WorkFilter;
}

/** Stages in which nothing is owed any more. */
const OVER = new Set(["closed", "denied", "withdrawn", "duplicate"]);

export const isOver = (stage: string): boolean => OVER.has(stage);

export const keyOf = (row: Pick<WorkView, "claim" | "coverage">): string => `${row.claim}/${row.coverage}`;

const passes = (row: WorkView, filter: WorkFilter, me: string, now: number): boolean => {
  switch (filter) {
    case "any":
      return true;
    case "mine":
      return row.handler?.id === me;
    case "unassigned":
      return !row.handler;
    case "late":
      return urgency(row.due ?? "", row.late ?? false, now) === "late";
  }
};

/** The most urgent first: by promised day, what has none last, the older of two before the younger. */
const before = (a: WorkView, b: WorkView): number =>
  (a.due || "9999").localeCompare(b.due || "9999") || a.since - b.since || keyOf(a).localeCompare(keyOf(b));

export const shownWork = (rows: readonly WorkView[], look: WorkLook, me: string, now: number): WorkView[] =>
  rows
    .filter((row) => look.department === "" || row.department === look.department)
    .filter((row) => passes(row, look.filter, me, now))
    .sort(before);

export const counts = (
  rows: readonly WorkView[],
  department: string,
  me: string,
  now: number,
): Readonly<Record<WorkFilter, number>> => {
  const of = (filter: WorkFilter) => shownWork(rows, { department, filter }, me, now).length;
  return { any: of("any"), mine: of("mine"), unassigned: of("unassigned"), late: of("late") };
};

const papersOf = (claim: ClaimView, line: LineView, status: "missing" | "review"): number =>
  (claim.papers ?? []).filter(
    ({ paper, coverages = [] }) =>
      (coverages.length === 0 || coverages.includes(line.coverage)) &&
      (paper.status === status || (status === "missing" && paper.status === "refused")),
  ).length;

const rowOf = (claim: ClaimView, line: LineView): WorkView => ({
  claim: claim.id,
  coverage: line.coverage,
  label: line.label,
  department: line.department,
  stage: line.stage,
  stage_label: line.stage_label,
  customer: claim.customer,
  since: line.since,
  due: line.due ?? "",
  late: line.late ?? false,
  handler: line.handler ?? null,
  flags: [...(line.proposal ? ["denial_proposed"] : []), ...(claim.flags ?? []), ...(line.flags ?? [])],
  papers_missing: papersOf(claim, line, "missing"),
  papers_review: papersOf(claim, line, "review"),
});

/** The list after a claim changed: its open lines of these departments as they are now. */
export const afterClaim = (
  rows: readonly WorkView[],
  claim: ClaimView,
  departments: readonly string[],
): readonly WorkView[] => {
  const ours = claim.lines.filter((line) => departments.includes(line.department) && !isOver(line.stage));
  // What a department is told without a coverage of its own stays as it was.
  const others = rows.filter((row) => row.claim !== claim.id || row.coverage === "");
  if (ours.length === 0 && others.length === rows.length) return rows;
  return [...others, ...ours.map((line) => rowOf(claim, line))];
};
