// Search, queue, filter, order and saved views of the list.
import { Icon, IconButton } from "@baro/design";
import { ArrowDownWideNarrow, Bookmark, Search, X } from "lucide";
import { waitingCount } from "../desk/queues";
import { effectiveFilter, filtersOf, type Sort } from "../desk/rows";
import { tagLabel } from "../desk/wrap_up";
import { language, queueLabel, t } from "../i18n";
import { FilterChips } from "./filter_chips";
import { usePanel } from "./panel_context";

export const ListTools = () => (
  <div class="p-tools">
    <SearchField />
    <div class="p-filters">
      <Filters />
      <SortButton />
    </div>
    <div class="p-filters">
      <QueueSelect />
      <TagSelect />
      <ViewsButton />
    </div>
  </div>
);

const SearchField = () => {
  const { desk } = usePanel();
  const w = t();
  const words = desk.view.value.tab === "waiting" ? w.list.searchWaiting : w.list.search;
  return (
    <div class="p-search">
      <Icon of={Search} size={16} />
      <input
        id="search"
        type="search"
        class="b-input"
        placeholder={words}
        aria-label={words}
        value={desk.searchQuery.value}
        onInput={(event) => {
          desk.searchQuery.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") desk.searchQuery.value = "";
          if (event.key === "ArrowDown") document.getElementById("rows")?.focus();
        }}
      />
      {desk.searchQuery.value ? (
        <IconButton
          label={w.list.searchClear}
          onClick={() => {
            desk.searchQuery.value = "";
          }}
        >
          <Icon of={X} size={16} />
        </IconButton>
      ) : null}
    </div>
  );
};

const Filters = () => {
  const { desk } = usePanel();
  const w = t();
  const view = desk.view.value;
  const chosen = effectiveFilter(view);
  return (
    <FilterChips
      class="p-chips"
      label={w.list.filterLabel}
      names={filtersOf(view.tab)}
      chosen={chosen}
      words={w.list.filters}
      onChoose={(name) => desk.setView({ filter: name })}
    />
  );
};

const SortButton = () => {
  const { desk } = usePanel();
  const w = t();
  const { sort } = desk.view.value;
  const other: Sort = sort === "urgent" ? "newest" : "urgent";
  return (
    <button
      type="button"
      class="p-sort"
      title={w.list.sort}
      aria-label={`${w.list.sort}: ${w.list.sorts[sort]}`}
      onClick={() => desk.setView({ sort: other })}
    >
      <Icon of={ArrowDownWideNarrow} size={14} />
      {w.list.sorts[sort]}
    </button>
  );
};

const QueueSelect = () => {
  const { desk } = usePanel();
  const w = t();
  const { queue, tab } = desk.view.value;
  const queues = desk.queues.value;
  const counted = (name: string, label: string) =>
    tab === "mine" ? label : `${label} (${waitingCount(queues, name)})`;
  return (
    <select
      id="queue"
      class="p-queue"
      aria-label={w.list.queue}
      value={queue}
      data-chosen={queue !== "" || undefined}
      onChange={(event) => desk.setView({ queue: event.currentTarget.value })}
    >
      <option value="">{counted("", w.list.allQueues)}</option>
      {queues.map(({ name, label }) => (
        <option key={name} value={name}>
          {counted(name, queueLabel(name, label))}
        </option>
      ))}
    </select>
  );
};

/** Shown once a conversation of the list has a tag. */
const TagSelect = () => {
  const { desk } = usePanel();
  const w = t().tags;
  const { tag } = desk.view.value;
  const used = desk.tagsInUse.value;
  const { wrapUp } = desk.state.value;
  const choices = tag === "" || used.includes(tag) ? used : [...used, tag];
  if (choices.length === 0) return null;
  return (
    <select
      class="p-queue"
      aria-label={w.filter}
      value={tag}
      data-chosen={tag !== "" || undefined}
      onChange={(event) => desk.setView({ tag: event.currentTarget.value })}
    >
      <option value="">{w.all}</option>
      {choices.map((name) => (
        <option key={name} value={name}>
          {tagLabel(wrapUp, name, language.value)}
        </option>
      ))}
    </select>
  );
};

const ViewsButton = () => {
  const { desk, page } = usePanel();
  const w = t().views;
  const matching = desk.savedViews.matching(desk.view.value);
  return (
    <button
      type="button"
      class="p-sort p-views-button"
      aria-label={matching ? `${w.title}: ${matching.name}` : w.title}
      data-chosen={matching ? true : undefined}
      onClick={() => {
        page.dialog.value = "views";
      }}
    >
      <Icon of={Bookmark} size={14} />
      <span>{matching?.name ?? w.button}</span>
    </button>
  );
};
