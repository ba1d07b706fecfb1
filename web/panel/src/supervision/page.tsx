// The supervisors' page. It and the charts' library are loaded when it is first opened.
import { useMemo, useState } from "preact/hooks";
import { usePanel } from "../ui/panel_context";
import { BoardView } from "./board";
import { BoardStore } from "./board_store";
import { HistoryView } from "./history";
import { TeamView } from "./team";
import { s } from "./words";

const TABS = ["board", "team", "history"] as const;

export const SupervisionPage = () => {
  const { desk } = usePanel();
  const w = s();
  const [tab, setTab] = useState<(typeof TABS)[number]>("board");
  const store = useMemo(
    () => new BoardStore((action, fields) => desk.wire.request(action, fields), Date.now),
    [desk],
  );
  const queues = store.board.value?.queues ?? [];
  return (
    <section class="s-page" id="thread" tabIndex={-1} aria-label={w.title}>
      <header class="s-head">
        <h2>{w.title}</h2>
        <div class="s-tabs" role="tablist" aria-label={w.title}>
          {TABS.map((name, at) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`s-tab-${name}`}
              aria-selected={name === tab}
              aria-controls="s-panel"
              tabIndex={name === tab ? 0 : -1}
              onClick={() => setTab(name)}
              onKeyDown={(event) => {
                const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
                const next = TABS[(at + step + TABS.length) % TABS.length];
                if (step === 0 || next === undefined) return;
                event.preventDefault();
                setTab(next);
                document.getElementById(`s-tab-${next}`)?.focus();
              }}
            >
              {w.tabs[name]}
            </button>
          ))}
        </div>
      </header>
      <div class="s-body" role="tabpanel" id="s-panel" aria-labelledby={`s-tab-${tab}`}>
        {tab === "board" || queues.length === 0 ? <BoardView store={store} /> : null}
        {tab === "team" && queues.length > 0 ? <TeamView queues={queues} /> : null}
        {tab === "history" && queues.length > 0 ? <HistoryView queues={queues} /> : null}
      </div>
    </section>
  );
};
