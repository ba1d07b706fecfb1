// Rows of the work list. Arrows move, Enter opens, M assigns to oneself.
import { Badge, Button, Icon } from "@baro/design";
import type { WorkItemView } from "@baro/wire";
import { useComputed } from "@preact/signals";
import { TriangleAlert } from "lucide";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { usePanel } from "../../ui/panel_context";
import { c } from "../i18n";
import { isAssistance, isQueueEntry, rowKey } from "../rules/work_list";
import { DueDate } from "./exposures";
import { useClaims } from "./hooks";

const rowName = (row: WorkItemView): string =>
  isQueueEntry(row) ? c().work.talkOf(row.customer.name) : `${row.claim} ${row.label}`;

export const WorkTable = ({ rows, now }: { rows: readonly WorkItemView[]; now: number }) => {
  const claims = useClaims();
  const w = c().work;
  const [at, setAt] = useState("");
  const [taking, setTaking] = useState("");
  const place = useRef(0);
  const found = rows.findIndex((row) => rowKey(row) === at);
  // The row that took the place of one that is gone.
  const nearest = rows[found >= 0 ? found : Math.min(place.current, rows.length - 1)];
  const chosen = nearest ? rowKey(nearest) : "";
  useLayoutEffect(() => {
    if (found >= 0) place.current = found;
  });
  useKeptFocus(document.activeElement?.closest("#work-rows *"), `work-${chosen}`);

  const { desk } = usePanel();
  const toTalk = (row: WorkItemView) => {
    desk.select(row.conversation ?? null);
    claims.navigation.page.value = { name: "desk" };
  };
  const open = (row: WorkItemView) => {
    if (isQueueEntry(row)) {
      // Only entries of the loaded queue can be shown before the pickup.
      desk.setView({ tab: "waiting", filter: "any", queue: "", tag: "" });
      toTalk(row);
      return;
    }
    claims.navigation.coverage.value = row.coverage;
    claims.navigation.page.value = { name: "claim", claim: row.claim };
  };
  const take = async (row: WorkItemView) => {
    if (taking !== "" || row.settled || row.adjuster?.id === claims.me || !claims.online) return;
    setTaking(rowKey(row));
    if (isQueueEntry(row)) {
      const id = row.conversation ?? "";
      const on = desk.requestedStatus.peek() === "available";
      if (await (on ? desk.pickup.pickUp(id) : desk.pickup.goAvailableAndPickUp(id))) toTalk(row);
      await claims.loadWork();
    } else if (await (isAssistance(row) ? claims.assist(row, false) : claims.assignToMe(row)))
      claims.showToast("good", w.taken(rowName(row)));
    setTaking("");
  };
  const end = async (row: WorkItemView) => {
    if (taking !== "" || !claims.online) return;
    setTaking(rowKey(row));
    if (await claims.assist(row, true)) claims.showToast("good", w.ended(rowName(row)));
    setTaking("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const index = rows.findIndex((row) => rowKey(row) === chosen);
    const steps: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: rows.length - 1,
    };
    const row = rows[index];
    if (event.code === "KeyM" && row) void take(row);
    const to = steps[event.key];
    const next = to === undefined ? undefined : rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (!next) return;
    event.preventDefault();
    setAt(rowKey(next));
    document.getElementById(`work-${rowKey(next)}`)?.focus();
  };

  return (
    <div class="k-work-rows" id="work-rows">
      <p class="sr-only" id="work-hint">
        {w.hint}
      </p>
      <table class="k-table" aria-label={w.label} aria-describedby="work-hint" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col">{w.columns.due}</th>
            <th scope="col">{w.columns.claim}</th>
            <th scope="col">{w.columns.customer}</th>
            <th scope="col">{w.columns.coverage}</th>
            <th scope="col">{w.columns.stage}</th>
            <th scope="col">{w.columns.documents}</th>
            <th scope="col">{w.columns.adjuster}</th>
            <th scope="col">
              <span class="sr-only">{w.columns.act}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={rowKey(row)}
              row={row}
              now={now}
              chosen={rowKey(row) === chosen}
              taking={rowKey(row) === taking}
              onReach={() => setAt(rowKey(row))}
              onOpen={() => open(row)}
              onTake={() => void take(row)}
              onEnd={() => void end(row)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** A row that moves or goes loses the focus: it is given back, or to another element. */
const useKeptFocus = (focused: Element | null | undefined, other: string): void =>
  useLayoutEffect(() => {
    if (!(focused instanceof HTMLElement) || document.activeElement !== document.body) return;
    (focused.isConnected ? focused : document.getElementById(other))?.focus({ preventScroll: true });
  });

interface RowProps {
  readonly row: WorkItemView;
  readonly now: number;
  readonly chosen: boolean;
  readonly taking: boolean;
  readonly onReach: () => void;
  readonly onOpen: () => void;
  readonly onTake: () => void;
  readonly onEnd: () => void;
}

const Row = ({ row, now, chosen, taking, onReach, onOpen, onTake, onEnd }: RowProps) => {
  const claims = useClaims();
  const w = c();
  const missing = row.documents_missing ?? 0;
  const review = row.documents_in_review ?? 0;
  return (
    <tr
      data-chosen={chosen || undefined}
      data-emergency={row.emergency || undefined}
      onFocusCapture={onReach}
    >
      <td>
        <When row={row} now={now} />
      </td>
      <td>
        <button
          id={`work-${rowKey(row)}`}
          type="button"
          class="p-link k-open"
          tabIndex={chosen ? 0 : -1}
          aria-label={w.work.open(rowName(row))}
          onClick={onOpen}
        >
          {isQueueEntry(row) ? w.work.talk : row.claim}
        </button>
      </td>
      <td>
        <span class="k-cell">
          {row.customer.name}
          {row.emergency ? (
            <span class="p-emergency">
              <Icon of={TriangleAlert} size={13} />
              {w.work.emergency}
            </span>
          ) : null}
          {(row.flags ?? []).slice(0, 2).map((flag) => (
            <Badge key={flag} tone="warn">
              {w.flags[flag] ?? flag}
            </Badge>
          ))}
        </span>
      </td>
      <td>{row.label}</td>
      <td>{row.stage_label}</td>
      <td>
        <span class="k-cell">
          {review > 0 ? <Badge tone="brand">{w.work.review(review)}</Badge> : null}
          {missing > 0 ? <Badge>{w.work.missing(missing)}</Badge> : null}
          {review === 0 && missing === 0 && !isQueueEntry(row) ? (
            <span class="p-muted">{w.work.complete}</span>
          ) : null}
        </span>
      </td>
      <td>{row.adjuster?.name ?? <span class="k-none">{w.exposure.nobody}</span>}</td>
      <td>
        {row.adjuster?.id === claims.me ? (
          isAssistance(row) ? (
            <Button
              size="small"
              tabIndex={chosen ? 0 : -1}
              aria-label={w.work.doneOf(rowName(row))}
              disabled={taking || !claims.online}
              onClick={onEnd}
            >
              {w.work.done}
            </Button>
          ) : null
        ) : row.settled ? null : (
          <Button
            size="small"
            tabIndex={chosen ? 0 : -1}
            aria-label={row.adjuster ? w.work.takeOverOf(rowName(row)) : w.work.takeOf(rowName(row))}
            disabled={taking || !claims.online}
            onClick={onTake}
          >
            {row.adjuster ? w.work.takeOver : w.work.take}
          </Button>
        )}
      </td>
    </tr>
  );
};

/** Waiting time in minutes, else the due date. */
const When = ({ row, now }: { row: WorkItemView; now: number }) => {
  const w = c().work;
  if (row.waiting_since) return <Waits since={row.waiting_since} />;
  return row.due_on ? (
    <DueDate due={row.due_on} late={row.overdue ?? false} now={now} />
  ) : (
    <span>{w.noDue}</span>
  );
};

const Waits = ({ since }: { since: number }) => {
  const claims = useClaims();
  const { page } = usePanel();
  const minutes = useComputed(() => Math.floor((page.now.value + claims.skew - since) / 60_000)).value;
  return (
    <span class="p-elapsed" data-urgency="late">
      {c().work.waits(Math.max(0, minutes))}
    </span>
  );
};
