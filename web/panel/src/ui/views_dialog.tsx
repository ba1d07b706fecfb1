// Saved views: choose, save, rename, delete.
import { Badge, Button, Dialog, Icon, IconButton } from "@baro/design";
import { Bookmark, Pencil, Trash2 } from "lucide";
import { useState } from "preact/hooks";
import { effectiveFilter, type ListView } from "../desk/rows";
import { MAX_NAME_LENGTH, MAX_VIEWS, type SavedView } from "../desk/views";
import { tagLabel } from "../desk/wrap_up";
import { language, queueLabel, t } from "../i18n";
import { usePanel } from "./panel_context";

/** A view as text: 대기 · 위험 · 급한 순 · 사고 접수. */
const useWords = (): ((view: ListView) => string) => {
  const { desk } = usePanel();
  const w = t();
  const queues = desk.queues.value;
  const { wrapUp } = desk.state.value;
  return (view) =>
    [
      w.tabs[view.tab],
      w.list.filters[effectiveFilter(view)],
      w.list.sorts[view.sort],
      view.queue === ""
        ? w.list.allQueues
        : queueLabel(view.queue, queues.find((one) => one.name === view.queue)?.label),
      ...(view.tag === "" ? [] : [tagLabel(wrapUp, view.tag, language.value)]),
    ].join(" · ");
};

export const ViewsDialog = () => {
  const { desk, page } = usePanel();
  const w = t().views;
  const views = desk.savedViews.list.value;
  return (
    <Dialog title={w.title} closeLabel={t().close} onClose={page.closeDialog} class="p-dialog">
      {views.length === 0 ? (
        <div class="p-views-none">
          <strong>{w.none}</strong>
          <p class="p-muted">{w.noneLead}</p>
        </div>
      ) : (
        <ul class="p-views">
          {views.map((view, at) => (
            <View key={view.id} view={view} first={at === 0} />
          ))}
        </ul>
      )}
      <SaveForm alone={views.length === 0} />
    </Dialog>
  );
};

const View = ({ view, first }: { view: SavedView; first: boolean }) => {
  const { desk, page } = usePanel();
  const w = t().views;
  const words = useWords();
  const [name, setName] = useState<string | null>(null);
  const [problem, setProblem] = useState(false);
  const current = desk.savedViews.matching(desk.view.value)?.id === view.id;

  const choose = () => {
    desk.setView(view);
    page.pane.value = "list";
    page.closeDialog();
  };
  const remove = () => {
    const back = desk.savedViews.remove(view.id);
    const action = { label: t().undo, undoes: true as const, run: back };
    desk.toasts.show({ tone: "plain", text: w.removed(view.name), action });
    page.closeDialog();
  };

  if (name !== null)
    return (
      <li>
        <form
          class="p-view-form"
          onSubmit={(event) => {
            event.preventDefault();
            const done = desk.savedViews.rename(view.id, name);
            setProblem(!done);
            if (done) setName(null);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            // Escape cancels renaming and leaves the dialog open.
            event.preventDefault();
            setName(null);
          }}
        >
          <input
            class="b-input"
            ref={(input) => {
              if (input && document.activeElement !== input) input.focus();
            }}
            maxLength={MAX_NAME_LENGTH}
            aria-label={w.name}
            aria-invalid={problem}
            aria-describedby={problem ? "rename-problem" : undefined}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" kind="primary" size="small">
            {w.renameDone}
          </Button>
          {problem ? (
            <p class="b-field-error" id="rename-problem" role="alert">
              {w.taken}
            </p>
          ) : null}
        </form>
      </li>
    );
  return (
    <li class="p-view">
      <button
        type="button"
        class="p-view-choose"
        autofocus={first}
        aria-current={current || undefined}
        onClick={choose}
      >
        <Icon of={Bookmark} size={16} />
        <span>
          <strong>{view.name}</strong>
          <span class="p-muted">{words(view)}</span>
        </span>
        {current ? <Badge tone="brand">{w.inUse}</Badge> : null}
      </button>
      <IconButton label={w.rename(view.name)} onClick={() => setName(view.name)}>
        <Icon of={Pencil} size={16} />
      </IconButton>
      <IconButton label={w.remove(view.name)} onClick={remove}>
        <Icon of={Trash2} size={16} />
      </IconButton>
    </li>
  );
};

const SaveForm = ({ alone }: { alone: boolean }) => {
  const { desk, page } = usePanel();
  const w = t().views;
  const words = useWords();
  const [name, setName] = useState("");
  const [problem, setProblem] = useState(false);
  return (
    <form
      class="p-view-save"
      onSubmit={(event) => {
        event.preventDefault();
        const done = desk.savedViews.save(name, desk.view.peek());
        setProblem(!done);
        if (!done) return;
        desk.toasts.show({ tone: "good", text: w.saved(name.trim()) });
        page.closeDialog();
      }}
    >
      <p class="p-muted">
        <strong>{w.current}</strong> {words(desk.view.value)}
      </p>
      <div class="p-view-form">
        <input
          class="b-input"
          autofocus={alone}
          maxLength={MAX_NAME_LENGTH}
          placeholder={w.name}
          aria-label={w.name}
          aria-invalid={problem}
          aria-describedby={problem ? "view-problem" : undefined}
          value={name}
          onInput={(event) => {
            setName(event.currentTarget.value);
            setProblem(false);
          }}
        />
        <Button type="submit" kind="primary" size="small">
          {w.save}
        </Button>
      </div>
      {problem ? (
        <p class="b-field-error" id="view-problem" role="alert">
          {w.most(MAX_VIEWS)}
        </p>
      ) : null}
    </form>
  );
};
