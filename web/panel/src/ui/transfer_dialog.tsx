// Transfers a conversation to a queue or a colleague, with a note.
import { Badge, Banner } from "@baro/design";
import { dayAndClock } from "@baro/design/format";
import type { ColleagueView, QueueView, Thread } from "@baro/wire";
import { useEffect, useState } from "preact/hooks";
import { locale, queueLabel, t } from "../i18n";
import { Colleagues } from "./colleagues";
import { NoteDialog } from "./note_dialog";
import { usePanel } from "./panel_context";

export const TransferDialog = ({ thread }: { thread: Thread }) => {
  const { desk, page } = usePanel();
  const w = t().transfer;
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState("");
  const [atOnce, setAtOnce] = useState(false);
  const queues = desk.queues.value;
  const colleagues = desk.state.value.desk?.colleagues ?? [];
  const present = colleagues.filter((one) => one.status !== "offline");
  const own = thread.view.queue || thread.view.topic;
  const [sure, setSure] = useState(false);
  const staff = (queue: QueueView) => staffingOf(queue, present);
  const empty = queues.find((queue) => to === `queue ${queue.name}` && staff(queue).onDuty === 0);
  const choose = (target: string) => {
    setTo(target);
    setSure(false);
    setProblem("");
  };

  useEffect(() => {
    // Loads the current colleagues.
    desk.wire.request("desk", {}).catch(() => undefined); // the known list is used; a failed transfer shows its error
  }, []);

  const submit = () => {
    const [kind, name = ""] = to.split(" ");
    if (name === "") {
      setProblem(w.choose);
      return;
    }
    if (empty && !sure) {
      setProblem(w.sureFirst);
      return;
    }
    const label = queues.find((queue) => queue.name === name)?.label;
    const colleague = colleagues.find((one) => one.id === name)?.name ?? name;
    const { id } = thread.view;
    if (kind === "queue") {
      const where = queueLabel(name, label);
      desk.transfers.transferLater(id, { queue: name }, note.trim(), where, w.doneQueue(where));
    } else if (atOnce)
      desk.transfers.transferLater(id, { agent: name }, note.trim(), colleague, w.doneColleague(colleague));
    else desk.transfers.transferLater(id, { offerTo: name }, note.trim(), colleague, w.asked(colleague));
    page.closeDialog();
  };

  return (
    <NoteDialog
      title={`${w.title} · ${thread.view.customer.name}`}
      note={note}
      noteLabel={w.note}
      noteHint={w.noteHint}
      submitLabel={w.submit}
      disabled={false}
      onNote={setNote}
      onSubmit={submit}
    >
      <fieldset class="p-targets" aria-describedby={problem ? "transfer-problem" : undefined}>
        <legend>{w.queue}</legend>
        {queues.map((queue, index) => (
          <label key={queue.name} class="p-target">
            <input
              type="radio"
              name="to"
              autofocus={index === 0}
              value={`queue ${queue.name}`}
              checked={to === `queue ${queue.name}`}
              onChange={(event) => choose(event.currentTarget.value)}
            />
            <span>{queueLabel(queue.name, queue.label)}</span>
            {queue.name === own ? <Badge>{w.here}</Badge> : null}
            <span class="p-muted">
              {staff(queue).onDuty > 0 ? w.staff(staff(queue)) : opensNextShort(queue)} ·{" "}
              {w.people(queue.waiting)}
            </span>
          </label>
        ))}
      </fieldset>
      <Colleagues
        colleagues={present}
        chosen={to.startsWith("agent ") ? to.slice(6) : ""}
        onChoose={(id) => choose(`agent ${id}`)}
      />
      {to.startsWith("agent ") ? (
        <fieldset class="p-targets">
          <legend>{w.when}</legend>
          {(["accepted", "atOnce"] as const).map((way) => (
            <label key={way} class="p-target">
              <input
                type="radio"
                name="when"
                value={way}
                checked={(way === "atOnce") === atOnce}
                onChange={() => setAtOnce(way === "atOnce")}
              />
              <span>{w[way]}</span>
              <span class="p-muted">{w[`${way}Hint`]}</span>
            </label>
          ))}
        </fieldset>
      ) : null}
      {empty ? (
        <Banner tone="warn">
          <label class="p-sure">
            <input
              type="checkbox"
              checked={sure}
              onChange={(event) => setSure(event.currentTarget.checked)}
            />
            {unstaffedText(empty)}. {w.sure}
          </label>
        </Banner>
      ) : null}
      {problem ? (
        <p class="b-field-error" id="transfer-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </NoteDialog>
  );
};

/** Above this number the list of colleagues may be incomplete. */
const MAX_LISTED_COLLEAGUES = 200;

interface Staffing {
  readonly onDuty: number;
  readonly free: number;
}

/** Other agents of a queue: a transfer to a queue that only this agent serves would come back. */
const staffingOf = (queue: QueueView, colleagues: readonly ColleagueView[]): Staffing => {
  if (colleagues.length > MAX_LISTED_COLLEAGUES) return { onDuty: queue.on_duty ?? 0, free: queue.free ?? 0 };
  const own = colleagues.filter((one) => one.queues.includes(queue.name));
  const able = own.filter((one) => one.status === "available");
  return { onDuty: own.length, free: able.reduce((sum, one) => sum + one.capacity - one.load, 0) };
};

/** That a queue is unstaffed and when it opens: short form and sentence. */
const opensNextShort = ({ opens_at: opens = 0 }: QueueView): string =>
  opens > 0 ? t().transfer.nextIn(dayAndClock(opens, locale())) : t().transfer.nobodyIn;

const unstaffedText = ({ opens_at: opens = 0 }: QueueView): string =>
  opens > 0 ? t().transfer.opens(dayAndClock(opens, locale())) : t().transfer.unstaffed;
