// The customer in one timeline: contracts, claims, roadside jobs, conversations and notes, newest first.
import { Badge, Button, Empty, Icon } from "@baro/design";
import { clock, dayInWords } from "@baro/design/format";
import type { Thread, TimelineEntryView } from "@baro/wire";
import { CarFront, CloudOff, FileText, History, MessagesSquare, StickyNote, Truck } from "lucide";
import { useEffect, useState } from "preact/hooks";
import {
  filteredTimeline,
  TIMELINE_FILTERS,
  type TimelineFilter,
  timelineDays,
} from "../desk/customer_timeline";
import { errorText } from "../desk/errors";
import { outcomeLabel, tagLabel } from "../desk/wrap_up";
import { language, locale, queueLabel, t } from "../i18n";
import { FilterChips } from "./filter_chips";
import { usePanel } from "./panel_context";

type Found =
  | { readonly state: "loading" }
  | { readonly state: "here"; readonly entries: readonly TimelineEntryView[] }
  | { readonly state: "failed"; readonly text: string };

const ICONS = {
  contract: FileText,
  claim: CarFront,
  job: Truck,
  conversation: MessagesSquare,
  note: StickyNote,
  claim_note: StickyNote,
} as const;

export const CustomerTimeline = ({ thread }: { thread: Thread }) => {
  const { desk } = usePanel();
  const w = t().timeline;
  const [found, setFound] = useState<Found>({ state: "loading" });
  const [filter, setFilter] = useState<TimelineFilter>("all");
  const [round, setRound] = useState(0);
  const online = desk.state.value.connection.phase === "online";
  const { id } = thread.view;
  const written = desk.ownNotes.value.get(id)?.length ?? 0;
  // What happens to claims is told in the conversation, what happens to a job comes as its card.
  const told = thread.messages.filter(({ by }) => by.role === "system").at(-1)?.seq ?? 0;
  const card = desk.jobCard.value;
  const job = card?.conversation === id ? `${card.job} ${card.state}` : "";
  useEffect(() => {
    if (!online) return;
    let wanted = true;
    desk.wire.request("timeline", { conversation: id }).then(
      ({ entries = [] }) => {
        if (wanted) setFound({ state: "here", entries });
      },
      (error: unknown) => {
        if (wanted) setFound({ state: "failed", text: errorText(error, t()) });
      },
    );
    return () => {
      wanted = false;
    };
  }, [id, online, round, written, told, job]);

  if (found.state === "loading")
    return (
      <section class="p-block" aria-busy="true">
        <p class="sr-only">{w.loading}</p>
        <span class="b-skeleton p-skeleton-short" />
        <span class="b-skeleton" />
        <span class="b-skeleton" />
      </section>
    );
  if (found.state === "failed")
    return (
      <Empty title={w.failed} icon={<Icon of={CloudOff} size={32} />}>
        <p role="alert">{found.text}</p>
        <Button size="small" onClick={() => setRound(round + 1)}>
          {t().retry}
        </Button>
      </Empty>
    );
  const days = timelineDays(filteredTimeline(found.entries, filter));
  return (
    <section class="p-block p-timeline" aria-label={w.label}>
      <FilterChips
        class="p-chips"
        label={w.filterLabel}
        names={TIMELINE_FILTERS}
        chosen={filter}
        words={w.filters}
        onChoose={(name) => setFilter(name)}
      />
      {days.length === 0 ? (
        <Empty title={w.none} icon={<Icon of={History} size={32} />} />
      ) : (
        days.map(({ day, entries }) => (
          <section key={day}>
            <h3>{dayInWords(day, locale())}</h3>
            <ol>
              {entries.map((entry) => (
                <li key={`${entry.kind} ${entry.id} ${entry.at}`}>
                  <Entry entry={entry} thread={thread} />
                </li>
              ))}
            </ol>
          </section>
        ))
      )}
    </section>
  );
};

const Entry = ({ entry, thread }: { entry: TimelineEntryView; thread: Thread }) => {
  const { page, claims } = usePanel();
  const w = t().timeline;
  const open = () => {
    if (entry.kind === "contract") claims.navigation.sidebarTab.value = "customer";
    else if (entry.kind === "conversation" || entry.kind === "job") {
      page.previousConversation.value = entry.id;
      page.dialog.value = "earlier";
    } else {
      claims.navigation.selectClaim(thread.view.customer.id, entry.id);
      claims.navigation.sidebarTab.value = "claim";
    }
  };
  const opens = entry.kind !== "note" && entry.id !== thread.view.id;
  const words = <EntryWords entry={entry} />;
  return (
    <div class="p-timeline-entry" data-kind={entry.kind}>
      <Icon of={ICONS[entry.kind]} size={16} />
      {opens ? (
        <button type="button" onClick={open}>
          {words}
        </button>
      ) : (
        <div>{words}</div>
      )}
      <span class="p-timeline-time">
        {entry.kind === "contract" ? null : clock(entry.at, locale())}
        {entry.is_open ? <Badge tone="brand">{w.open}</Badge> : null}
      </span>
    </div>
  );
};

const EntryWords = ({ entry }: { entry: TimelineEntryView }) => {
  const { desk } = usePanel();
  const w = t().timeline;
  const { wrapUp } = desk.state.value;
  const label = desk.queues.value.find(({ name }) => name === entry.queue)?.label;
  const line = (...parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(" · ");
  switch (entry.kind) {
    case "contract":
      return (
        <Words
          title={line(w.filters.contract, entry.title)}
          detail={line(entry.detail, entry.id, w.until(dayInWords(entry.until ?? "", locale())))}
        />
      );
    case "claim":
      return <Words title={line(w.claim(entry.id), entry.detail)} detail={entry.title ?? ""} />;
    case "job":
      return <Words title={entry.title ?? ""} detail={line(entry.detail, entry.by?.name)} />;
    case "conversation": {
      const ended = entry.outcome
        ? outcomeLabel(wrapUp, entry.outcome, language.value)
        : t().thread.states[entry.state ?? ""];
      const tags = (entry.tags ?? []).map((tag) => `#${tagLabel(wrapUp, tag, language.value)}`).join(" ");
      const queue = queueLabel(entry.queue ?? "", label);
      return (
        <Words
          title={entry.title || queue}
          detail={line(queue, ended, entry.by?.name ?? t().thread.bot, tags)}
        />
      );
    }
    default:
      return (
        <Words
          title={entry.title ?? ""}
          detail={line(entry.by?.name, entry.kind === "claim_note" ? w.claim(entry.id) : w.note)}
        />
      );
  }
};

const Words = ({ title, detail }: { title: string; detail: string }) => (
  <>
    <strong>{title}</strong>
    <span class="p-muted">{detail}</span>
  </>
);
