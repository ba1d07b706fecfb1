// The board: queues now, with charts.
import { Badge, Button, Empty, Icon, Spinner } from "@baro/design";
import { clock } from "@baro/design/format";
import type { QueueBoardView } from "@baro/wire";
import { Gauge, WifiOff } from "lucide";
import { useEffect, useMemo } from "preact/hooks";
import { formatDuration } from "../desk/wait_time";
import { locale, queueLabel, t } from "../i18n";
import { usePanel } from "../ui/panel_context";
import { refreshWhileVisible } from "../ui/refresh";
import type { BoardStore } from "./board_store";
import { Chart } from "./chart";
import { LateCalls } from "./late_calls";
import { s } from "./words";

const FIRST_INTERVAL_S = 5;

/** A share in percent; null without any. */
export const percentOf = (part: number | undefined, whole: number | undefined): number | null =>
  whole ? Math.round(((part ?? 0) * 100) / whole) : null;

export const BoardView = ({ store }: { store: BoardStore }) => {
  const w = s();
  const board = store.board.value;
  const seconds = board?.refresh_seconds ?? FIRST_INTERVAL_S;
  useEffect(() => refreshWhileVisible(() => void store.refresh(), seconds * 1_000), [store, seconds]);
  if (board === null)
    return store.failed.value ? (
      <Empty title={w.failed} icon={<Icon of={WifiOff} size={40} />}>
        <p>{w.failedLead}</p>
        <Button kind="primary" onClick={() => void store.refresh()}>
          {t().retry}
        </Button>
      </Empty>
    ) : (
      <Spinner label={w.loading} />
    );
  if (board.queues.length === 0)
    return (
      <Empty title={w.none} icon={<Icon of={Gauge} size={40} />}>
        <p>{w.noneLead}</p>
      </Empty>
    );
  return (
    <>
      <p
        class="s-updated"
        data-stale={store.failed.value || undefined}
        role={store.failed.value ? "status" : undefined}
      >
        {store.failed.value ? w.stale : w.updated(clock(store.at.value, locale()), seconds)}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard */}
      <section class="s-scroll" tabIndex={0} aria-label={w.tabs.board}>
        <table class="s-table">
          <thead>
            <tr>
              {Object.values(w.columns).map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {board.queues.map((queue) => (
              <QueueRow key={queue.queue} queue={queue} />
            ))}
          </tbody>
        </table>
      </section>
      <LateCalls />
      <Charts store={store} queues={board.queues} />
    </>
  );
};

const QueueRow = ({ queue }: { queue: QueueBoardView }) => {
  const w = s();
  const { desk, page } = usePanel();
  const now = page.now.value + desk.state.peek().skew;
  const { today } = queue;
  const held = percentOf(today.first_held, today.first_answers);
  return (
    <tr data-queue={queue.queue}>
      <th scope="row">
        {queueLabel(queue.queue, queue.label)}
        {queue.opens_at > 0 ? <Badge>{w.closed}</Badge> : null}
      </th>
      <td>{w.many(queue.waiting)}</td>
      <td>{queue.oldest > 0 ? formatDuration(now - queue.oldest) : "–"}</td>
      <td>{queue.overdue > 0 ? <Badge tone="bad">{w.people(queue.overdue)}</Badge> : w.people(0)}</td>
      <td>{queue.emergencies > 0 ? <Badge tone="bad">{w.people(queue.emergencies)}</Badge> : w.people(0)}</td>
      <td>
        {queue.available} / {queue.on_duty}
      </td>
      <td>{queue.served}</td>
      <td>{queue.free}</td>
      <td data-missed={(held !== null && held < queue.goal_percent) || undefined}>
        {held === null ? "–" : `${held}%`} <small>{w.goal(queue.goal_percent)}</small>
      </td>
      <td>{today.served ?? 0}</td>
      <td>{today.abandoned ?? 0}</td>
      <td>{today.served ? formatDuration((today.wait_p90_s ?? 0) * 1_000) : "–"}</td>
    </tr>
  );
};

const Charts = ({ store, queues }: { store: BoardStore; queues: readonly QueueBoardView[] }) => {
  const w = s().charts;
  const samples = store.samples.value;
  const waiting = samples.at(-1)?.waiting ?? 0;
  const moments = useMemo(
    () => ({ x: samples.map(({ at }) => at), values: [samples.map((one) => one.waiting)] }),
    [samples],
  );
  const hours = useMemo(() => {
    const x = Array.from({ length: 24 }, (_, hour) => hour);
    const of = (name: "served" | "abandoned") =>
      x.map((hour) =>
        queues.reduce((sum, queue) => sum + (queue.hours.find((one) => one.hour === hour)?.[name] ?? 0), 0),
      );
    const abandoned = of("abandoned");
    return { x, values: [of("served").map((served, hour) => served + (abandoned[hour] ?? 0)), abandoned] };
  }, [queues]);
  const sum = (name: "served" | "abandoned") =>
    queues.reduce((all, queue) => all + (queue.today[name] ?? 0), 0);
  return (
    <div class="s-charts">
      <Chart
        title={w.waiting}
        summary={w.waitingLead(waiting)}
        kind="line"
        {...moments}
        series={[{ label: w.waiting, colour: "brand" }]}
        formatX={(at) => clock(at, locale())}
        span={5 * 60_000}
      />
      <Chart
        title={w.hours}
        summary={w.hoursLead(sum("served"), sum("abandoned"))}
        kind="bars"
        {...hours}
        series={[
          { label: w.served, colour: "brand" },
          { label: w.abandoned, colour: "bad" },
        ]}
        formatX={w.hour}
        span={24}
      />
    </div>
  );
};
