// The history of a claim with colleagues' notes.
import { Badge, Button, Icon } from "@baro/design";
import { dayAndClock } from "@baro/design/format";
import type { ClaimEventView, ClaimView } from "@baro/wire";
import { StickyNote } from "lucide";
import { useState } from "preact/hooks";
import { locale } from "../../i18n";
import { FilterChips } from "../../ui/filter_chips";
import { c } from "../i18n";
import { useClaims, useSubmit } from "./hooks";

const FILTERS = ["all", "told", "internal"] as const;

/** Events and notes without duplicates, newest first. */
const eventsOf = (claim: ClaimView): readonly ClaimEventView[] => {
  const seen = new Set<number>();
  return [...(claim.history ?? []), ...(claim.notes ?? [])]
    .filter((event) => !seen.has(event.number) && seen.add(event.number))
    .sort((a, b) => b.number - a.number || b.at - a.at);
};

export const HistoryTab = ({ claim }: { claim: ClaimView }) => {
  const w = c().history;
  const [filter, setFilter] = useState<(typeof FILTERS)[number]>("all");
  const events = eventsOf(claim).filter(
    (event) => filter === "all" || Boolean(event.internal) === (filter === "internal"),
  );
  return (
    <>
      <Remark claim={claim} />
      <FilterChips
        class="k-chips"
        label={w.filterLabel}
        names={FILTERS}
        chosen={filter}
        words={w.filters}
        onChoose={(name) => setFilter(name)}
      />
      {events.length === 0 ? <p class="p-muted">{w.none}</p> : null}
      <ol class="k-history" aria-label={w.title}>
        {events.map((event) => (
          <Happened key={`${event.number} ${event.at}`} claim={claim} event={event} />
        ))}
      </ol>
    </>
  );
};

const Happened = ({ claim, event }: { claim: ClaimView; event: ClaimEventView }) => {
  const w = c().history;
  const coverage = claim.exposures.find((exposure) => exposure.coverage === event.coverage)?.label;
  return (
    <li data-internal={event.internal || undefined}>
      <p class="k-history-head">
        <span>{event.by?.name ?? w.centre}</span>
        {coverage ? <Badge>{coverage}</Badge> : null}
        {event.internal ? <Badge tone="warn">{w.internal}</Badge> : null}
        <time dateTime={new Date(event.at).toISOString()}>{dayAndClock(event.at, locale())}</time>
      </p>
      <p class="k-history-text">{event.text}</p>
    </li>
  );
};

const Remark = ({ claim }: { claim: ClaimView }) => {
  const claims = useClaims();
  const w = c().history;
  const [text, setText] = useState("");
  const { busy, problem, act } = useSubmit();
  const save = async () => {
    if (text.trim() === "" || !(await act(() => claims.addNote(claim.id, text.trim())))) return;
    setText("");
    claims.showToast("good", w.saved);
  };
  return (
    <form
      class="k-remark"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label for="claim-remark">{w.write}</label>
      <textarea
        id="claim-remark"
        class="b-input"
        rows={2}
        maxLength={4000}
        placeholder={w.placeholder}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void save();
        }}
      />
      {problem ? (
        <p class="b-field-error" role="alert">
          {problem}
        </p>
      ) : null}
      <Button type="submit" size="small" disabled={busy || text.trim() === "" || !claims.online}>
        <Icon of={StickyNote} size={14} />
        {w.save}
      </Button>
    </form>
  );
};
