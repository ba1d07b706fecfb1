// The list of calls due, by time; each is finished with an outcome.
import { Badge, Button, Dialog, Empty, Icon, Spinner } from "@baro/design";
import { clock, dayAndClock, phoneLink, phoneText } from "@baro/design/format";
import type { CallView } from "@baro/wire";
import { PhoneOff } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { locale, t } from "../i18n";
import { usePanel } from "../ui/panel_context";

export const CallsDialog = () => {
  const { calls, page } = usePanel();
  const w = t().calls;
  const [open, setOpen] = useState("");
  useEffect(() => void calls.load(), [calls]);
  const rows = calls.rows.value;
  return (
    <Dialog title={w.title} closeLabel={t().close} onClose={page.closeDialog} class="p-dialog p-calls">
      {!calls.loaded.value ? (
        <Spinner label={t().loading} />
      ) : rows.length === 0 ? (
        <Empty title={w.none} icon={<Icon of={PhoneOff} size={32} />}>
          <p>{w.noneLead}</p>
        </Empty>
      ) : (
        <ul class="p-calls-list">
          {rows.map((call) => (
            <Row
              key={call.id}
              call={call}
              open={open === call.id}
              onOpen={() => setOpen(call.id)}
              onDone={() => setOpen("")}
            />
          ))}
        </ul>
      )}
    </Dialog>
  );
};

interface RowProps {
  readonly call: CallView;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onDone: () => void;
}

const Row = ({ call, open, onOpen, onDone }: RowProps) => {
  const { calls, desk } = usePanel();
  const w = t().calls;
  const me = desk.state.value.you?.id;
  const mine = call.agent?.id === me;
  const take = async () => {
    if (await calls.take(call)) onOpen();
  };
  return (
    <li class="p-call" data-late={call.late || undefined}>
      <p class="p-call-when">
        <strong>
          {dayAndClock(call.starts_at, locale())}–{clock(call.ends_at, locale())}
        </strong>
        {call.late ? <Badge tone="bad">{w.late}</Badge> : null}
        <Badge>{w.sources[call.source] ?? call.source}</Badge>
        <Badge>{call.desk_label}</Badge>
      </p>
      <p>
        {call.customer.name} ·{" "}
        {call.channel === "message" ? (
          w.message
        ) : call.channel === "mail" ? (
          <a href={`mailto:${call.email ?? ""}`}>{call.email}</a>
        ) : (
          <a href={phoneLink(call.phone ?? "")}>{phoneText(call.phone ?? "")}</a>
        )}
        {call.claim ? ` · ${call.claim}` : ""}
        {call.attempts ? ` · ${w.attempts(call.attempts)}` : ""}
      </p>
      {call.about || call.note ? (
        <p class="p-muted">{[call.about, call.note].filter(Boolean).join(" · ")}</p>
      ) : null}
      {call.agent && !mine ? <p class="p-muted">{w.takenBy(call.agent.name)}</p> : null}
      {open && (mine || !call.agent) ? (
        <Outcome call={call} onDone={onDone} />
      ) : call.agent && !mine ? null : (
        <Button size="small" onClick={() => (mine ? onOpen() : void take())}>
          {mine
            ? w.outcome
            : call.channel === "message"
              ? w.answer
              : call.channel === "mail"
                ? w.write
                : w.take}
        </Button>
      )}
    </li>
  );
};

const Outcome = ({ call, onDone }: { call: CallView; onDone: () => void }) => {
  const { calls } = usePanel();
  const w = t().calls;
  const [outcome, setOutcome] = useState("");
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState(false);
  const finish = async () => {
    setProblem(outcome === "");
    if (outcome !== "" && (await calls.finish(call, outcome, note.trim()))) onDone();
  };
  return (
    <form
      class="p-call-outcome"
      onSubmit={(event) => {
        event.preventDefault();
        void finish();
      }}
    >
      <fieldset class="p-outcomes" aria-describedby={problem ? `call-problem-${call.id}` : undefined}>
        <legend>{w.outcome}</legend>
        <div class="b-choices">
          {calls.outcomes.value.map(({ value, label }, index) => (
            <label key={value} class="b-choice">
              <input
                type="radio"
                name={`outcome-${call.id}`}
                autofocus={index === 0}
                value={value}
                checked={outcome === value}
                onChange={() => setOutcome(value)}
              />
              <span>{label}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {problem ? (
        <p class="b-field-error" id={`call-problem-${call.id}`} role="alert">
          {w.choose}
        </p>
      ) : null}
      <input
        class="b-input"
        aria-label={w.note}
        placeholder={w.note}
        maxLength={400}
        value={note}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      <Button kind="primary" size="small" type="submit">
        {w.finish}
      </Button>
    </form>
  );
};
