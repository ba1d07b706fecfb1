// Figures of the past by hour, day, queue or agent, and their export.
import { Button, Empty, Icon, Spinner } from "@baro/design";
import { seoulDay } from "@baro/design/format";
import type { QueueBoardView, ReportRow } from "@baro/wire";
import { ChartNoAxesColumn, Download, WifiOff } from "lucide";
import { useCallback, useEffect, useState } from "preact/hooks";
import { isWireError } from "../desk/errors";
import { formatDuration } from "../desk/wait_time";
import { queueLabel, t } from "../i18n";
import { usePanel } from "../ui/panel_context";
import { percentOf } from "./board";
import { exportedReport, type ReportFields, saveFile } from "./report_file";
import { labelOf, s } from "./words";

const GROUPINGS = ["hour", "day", "queue", "agent"] as const;

type Shown =
  | { readonly name: "loading" }
  | { readonly name: "failed" }
  | { readonly name: "rows"; readonly rows: readonly ReportRow[]; readonly more: boolean };

export const HistoryView = ({ queues }: { queues: readonly QueueBoardView[] }) => {
  const { desk, page } = usePanel();
  const w = s().history;
  const today = seoulDay(page.now.peek() + desk.state.peek().skew);
  const [wanted, setWanted] = useState<ReportFields>({ first: today, last: today, by: "hour", queue: null });
  const [shown, setShown] = useState<Shown>({ name: "loading" });
  const [exporting, setExporting] = useState(false);
  const change = (part: Partial<ReportFields>) => setWanted({ ...wanted, ...part });

  const load = useCallback(
    async (after = "", before: readonly ReportRow[] = []) => {
      if (after === "") setShown({ name: "loading" });
      try {
        const { rows, more } = await desk.wire.request("report", { ...wanted, after });
        setShown({ name: "rows", rows: [...before, ...rows], more: more ?? false });
      } catch (error) {
        if (!isWireError(error)) throw error;
        setShown({ name: "failed" });
        await desk.attempt(null, () => Promise.reject(error));
      }
    },
    [desk, wanted],
  );
  useEffect(() => void load(), [load]);

  const download = async () => {
    setExporting(true);
    const { first, last, by } = wanted;
    const done = await desk.attempt(null, async () => {
      const file = await exportedReport((action, fields) => desk.wire.request(action, fields), wanted);
      saveFile(file, `baro-${by}-${first}-${last}.csv`);
    });
    if (done) desk.toasts.show({ tone: "good", text: w.exported });
    setExporting(false);
  };

  return (
    <>
      <div class="s-filters">
        <label>
          {w.first}
          <input
            type="date"
            value={wanted.first}
            max={today}
            onChange={(event) => event.currentTarget.value && change({ first: event.currentTarget.value })}
          />
        </label>
        <label>
          {w.last}
          <input
            type="date"
            value={wanted.last}
            max={today}
            onChange={(event) => event.currentTarget.value && change({ last: event.currentTarget.value })}
          />
        </label>
        <label>
          {w.by}
          <select
            value={wanted.by}
            onChange={(event) => change({ by: event.currentTarget.value as ReportFields["by"] })}
          >
            {GROUPINGS.map((by) => (
              <option key={by} value={by}>
                {w.bys[by]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {w.queue}
          <select
            value={wanted.queue ?? ""}
            onChange={(event) => change({ queue: event.currentTarget.value || null })}
          >
            <option value="">{w.all}</option>
            {queues.map((one) => (
              <option key={one.queue} value={one.queue}>
                {queueLabel(one.queue, one.label)}
              </option>
            ))}
          </select>
        </label>
        <Button disabled={exporting} onClick={() => void download()}>
          {exporting ? <Spinner /> : <Icon of={Download} size={16} />}
          {exporting ? w.exporting : w.export}
        </Button>
      </div>
      <p class="p-muted">{w.lead}</p>
      <Rows
        shown={shown}
        queues={queues}
        by={wanted.by}
        onRetry={() => void load()}
        onMore={(after, rows) => void load(after, rows)}
      />
    </>
  );
};

const Rows = (props: {
  queues: readonly QueueBoardView[];
  shown: Shown;
  by: ReportFields["by"];
  onRetry: () => void;
  onMore: (after: string, rows: readonly ReportRow[]) => void;
}) => {
  const { shown, by } = props;
  const w = s().history;
  if (shown.name === "loading") return <Spinner label={w.loading} />;
  if (shown.name === "failed")
    return (
      <Empty title={w.failed} icon={<Icon of={WifiOff} size={40} />}>
        <Button kind="primary" onClick={props.onRetry}>
          {t().retry}
        </Button>
      </Empty>
    );
  const { rows, more } = shown;
  if (rows.length === 0)
    return (
      <Empty title={w.none} icon={<Icon of={ChartNoAxesColumn} size={40} />}>
        <p>{w.noneLead}</p>
      </Empty>
    );
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard */}
      <section class="s-scroll" tabIndex={0} aria-label={s().tabs.history}>
        <table class="s-table">
          <thead>
            <tr>
              <th scope="col">{w.bys[by]}</th>
              {Object.values(w.columns).map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.key} row={row} label={nameOf(row, by, props.queues)} />
            ))}
          </tbody>
        </table>
      </section>
      {more ? <Button onClick={() => props.onMore(rows.at(-1)?.key ?? "", rows)}>{w.more}</Button> : null}
    </>
  );
};

const share = (part: number | undefined, whole: number | undefined): string => {
  const percent = percentOf(part, whole);
  return percent === null ? "–" : `${percent}%`;
};

const nameOf = (row: ReportRow, by: ReportFields["by"], queues: readonly QueueBoardView[]): string => {
  if (by === "hour") return s().charts.hour(Number(row.key));
  return by === "queue" ? labelOf(queues, row.key) : row.name || row.key;
};

const Row = ({ row: { figures }, label }: { row: ReportRow; label: string }) => {
  const length = (seconds: number | undefined) => formatDuration((seconds ?? 0) * 1_000);
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{figures.served ?? 0}</td>
      <td>{figures.abandoned ?? 0}</td>
      <td>{length(figures.wait_mean_s)}</td>
      <td>{length(figures.wait_p50_s)}</td>
      <td>{length(figures.wait_p90_s)}</td>
      <td>{length(figures.handled_mean_s)}</td>
      <td>{share(figures.first_held, figures.first_answers)}</td>
      <td>{share(figures.next_held, figures.next_answers)}</td>
    </tr>
  );
};
