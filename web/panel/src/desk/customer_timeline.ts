// What happened with a customer: kinds to filter by, and entries by day.
import { dayOf } from "@baro/design/format";
import type { TimelineEntryView } from "@baro/wire";

export const TIMELINE_FILTERS = ["all", "contract", "claim", "job", "conversation", "note"] as const;
export type TimelineFilter = (typeof TIMELINE_FILTERS)[number];

const isNote = ({ kind }: TimelineEntryView): boolean => kind === "note" || kind === "claim_note";

export const filteredTimeline = (
  entries: readonly TimelineEntryView[],
  filter: TimelineFilter,
): readonly TimelineEntryView[] =>
  entries.filter((entry) => filter === "all" || (filter === "note" ? isNote(entry) : entry.kind === filter));

interface TimelineDay {
  /** ISO. */
  readonly day: string;
  readonly entries: readonly TimelineEntryView[];
}

/** The entries of each day, in their order. */
export const timelineDays = (entries: readonly TimelineEntryView[]): readonly TimelineDay[] => {
  const days: { day: string; entries: TimelineEntryView[] }[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
};
