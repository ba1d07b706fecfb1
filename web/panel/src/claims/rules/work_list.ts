// The work list: order, filters, and updates from claims.
import type { ClaimView, ExposureView, WorkItemView } from "@baro/wire";
import { isLate } from "./due_dates";

export const WORK_FILTERS = ["any", "mine", "unassigned", "late"] as const;
export type WorkFilter = (typeof WORK_FILTERS)[number];

export interface WorkListView {
  /** "" for all of the adjuster's departments. */
  readonly department: string;
  readonly filter: WorkFilter;
}

type Row = Pick<WorkItemView, "claim" | "coverage" | "conversation">;

/** A waiting emergency without a claim; it is picked up as a conversation. */
export const isQueueEntry = (row: Row): boolean => row.claim === "";

/** Assistance of a department without an exposure (roadside). */
export const isAssistance = (row: Row): boolean => !isQueueEntry(row) && row.coverage === "";

export const rowKey = (row: Row): string =>
  isQueueEntry(row) ? `conversation/${row.conversation ?? ""}` : `${row.claim}/${row.coverage}`;

const passesFilter = (row: WorkItemView, filter: WorkFilter, me: string, now: number): boolean => {
  switch (filter) {
    case "any":
      return true;
    case "mine":
      return row.adjuster?.id === me;
    case "unassigned":
      return !row.adjuster;
    case "late":
      return isLate(row.due_on ?? "", row.overdue ?? false, now);
  }
};

const rank = (row: WorkItemView): number => (row.emergency ? 0 : row.waiting_since ? 1 : 2);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The server's order: emergencies, then the longest wait for assistance; then by due date,
 * without one last; the older first among equals.
 */
export const compareRows = (a: WorkItemView, b: WorkItemView): number =>
  rank(a) - rank(b) ||
  (a.waiting_since ?? 0) - (b.waiting_since ?? 0) ||
  compare(a.due_on || "9999", b.due_on || "9999") ||
  a.since - b.since ||
  compare(a.claim, b.claim) ||
  compare(a.coverage, b.coverage);

export const visibleWork = (
  rows: readonly WorkItemView[],
  look: WorkListView,
  me: string,
  now: number,
): WorkItemView[] =>
  rows
    .filter((row) => look.department === "" || row.department === look.department || isQueueEntry(row))
    .filter((row) => passesFilter(row, look.filter, me, now))
    .sort(compareRows);

export const filterCounts = (
  rows: readonly WorkItemView[],
  department: string,
  me: string,
  now: number,
): Readonly<Record<WorkFilter, number>> => {
  const of = (filter: WorkFilter) => visibleWork(rows, { department, filter }, me, now).length;
  return { any: of("any"), mine: of("mine"), unassigned: of("unassigned"), late: of("late") };
};

const rowOf = (claim: ClaimView, exposure: ExposureView): WorkItemView => ({
  claim: claim.id,
  coverage: exposure.coverage,
  label: exposure.label,
  department: exposure.department,
  stage: exposure.stage,
  stage_label: exposure.stage_label,
  customer: claim.customer,
  since: exposure.since,
  due_on: exposure.due_on ?? "",
  overdue: exposure.overdue ?? false,
  adjuster: exposure.adjuster ?? null,
  settled: exposure.settled ?? false,
  flags: [
    ...(exposure.proposal ? ["denial_proposed"] : []),
    ...(claim.flags ?? []),
    ...(exposure.flags ?? []),
  ],
  documents_missing: claim.documents_missing ?? 0,
  documents_in_review: claim.documents_in_review ?? 0,
});

/** The list after a change of a claim: its open exposures of these departments. */
export const updateWork = (
  rows: readonly WorkItemView[],
  claim: ClaimView,
  departments: readonly string[],
): readonly WorkItemView[] => {
  const ours = claim.exposures.filter(
    (exposure) => departments.includes(exposure.department) && !exposure.final,
  );
  // Assistance rows without an exposure stay.
  const others = rows.filter((row) => row.claim !== claim.id || row.coverage === "");
  if (ours.length === 0 && others.length === rows.length) return rows;
  // Only the work list tells whether somebody is still waiting.
  const known = rows.find((row) => row.claim === claim.id && row.emergency);
  const waits = known ? { emergency: true, waiting_since: known.waiting_since ?? 0 } : {};
  return [...others, ...ours.map((exposure) => ({ ...rowOf(claim, exposure), ...waits }))];
};
