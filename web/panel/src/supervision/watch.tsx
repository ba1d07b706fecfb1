// A running conversation that the supervisor reads along, and what they may do in it.
import { Button, Field, Spinner } from "@baro/design";
import { clock } from "@baro/design/format";
import type { ColleagueView, Message } from "@baro/wire";
import { useEffect, useState } from "preact/hooks";
import { messageText } from "../desk/message_text";
import { locale } from "../i18n";
import { usePanel } from "../ui/panel_context";
import { s } from "./words";

export const Watch = (props: {
  conversation: string;
  name: string;
  colleagues: readonly ColleagueView[];
  queue: string;
  onEnd: () => void;
}) => {
  const { conversation, onEnd } = props;
  const { desk, claims } = usePanel();
  const w = s().watch;
  const thread = desk.state.value.threads.get(conversation);
  const [words, setWords] = useState("");
  const [busy, setBusy] = useState(false);
  const [colleague, setColleague] = useState("");
  const over = thread !== undefined && thread.leftReason !== null;

  useEffect(
    () => () => {
      // Leaving the page ends monitoring; taking part goes on at the desk.
      const held = desk.state.peek().threads.get(conversation);
      const me = desk.state.peek().you?.id;
      const mine = held?.view.participants?.find(({ id }) => id === me);
      if (mine?.part === "monitoring")
        void desk.attempt(null, () => desk.wire.request("end_part", { conversation }));
    },
    [conversation],
  );

  const act = async (done: string, run: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    const worked = await desk.attempt(null, run);
    if (worked) desk.toasts.show({ tone: "good", text: done });
    setBusy(false);
    return worked;
  };
  const toDesk = () => {
    desk.select(conversation);
    claims.navigation.page.value = { name: "desk" };
  };
  const whisper = async () => {
    const text = words.trim();
    if (text === "" || busy) return;
    if (await act(w.sent, () => desk.wire.request("whisper", { conversation, text }))) setWords("");
  };
  const reassign = async () => {
    const to = props.colleagues.find(({ id }) => id === colleague);
    if (!to) return;
    if (await act(w.reassigned(to.name), () => desk.wire.request("reassign", { conversation, agent: to.id })))
      onEnd();
  };

  return (
    <section class="s-watch" aria-label={w.label(props.name)}>
      <header>
        <h3 id="watch-title" tabIndex={-1}>
          {w.label(props.name)}
        </h3>
        <p class="p-muted">{w.lead}</p>
      </header>
      {thread === undefined ? (
        <Spinner label={w.loading} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keyboard
        <ol class="s-log" tabIndex={0} aria-label={w.label(props.name)} aria-live="polite">
          {thread.messages.map((message) => (
            <Line key={message.seq} message={message} />
          ))}
        </ol>
      )}
      {over ? <p role="status">{w.over}</p> : null}
      {thread !== undefined && !over ? (
        <>
          <form
            class="s-whisper"
            onSubmit={(event) => {
              event.preventDefault();
              void whisper();
            }}
          >
            <Field label={w.whisper} hint={w.whisperHint}>
              {(field) => (
                <input
                  {...field}
                  value={words}
                  maxLength={2_000}
                  onInput={(event) => setWords(event.currentTarget.value)}
                />
              )}
            </Field>
            <Button kind="primary" type="submit" disabled={busy || words.trim() === ""}>
              {w.send}
            </Button>
          </form>
          <div class="s-actions">
            <Button
              disabled={busy}
              onClick={async () => {
                if (await act(w.barged, () => desk.wire.request("barge", { conversation }))) toDesk();
              }}
            >
              {w.barge}
            </Button>
            <Button
              disabled={busy}
              onClick={async () => {
                if (await act(w.takenOver, () => desk.wire.request("take_over", { conversation }))) toDesk();
              }}
            >
              {w.takeOver}
            </Button>
            <label class="s-reassign">
              <span class="sr-only">{w.choose}</span>
              <select value={colleague} onChange={(event) => setColleague(event.currentTarget.value)}>
                <option value="">{w.choose}</option>
                {props.colleagues.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </select>
            </label>
            <Button disabled={busy || colleague === ""} onClick={() => void reassign()}>
              {w.reassign}
            </Button>
            <Button
              disabled={busy}
              onClick={async () => {
                const back = () => desk.wire.request("reassign", { conversation, queue: props.queue });
                if (await act(w.requeued, back)) onEnd();
              }}
            >
              {w.toQueue}
            </Button>
            <Button kind="quiet" onClick={onEnd}>
              {w.stop}
            </Button>
          </div>
        </>
      ) : (
        <Button onClick={onEnd}>{w.stop}</Button>
      )}
    </section>
  );
};

const Line = ({ message }: { message: Message }) => {
  const w = s().watch;
  const { role, name } = message.by;
  const by = role === "bot" ? w.bot : role === "system" ? w.system : name;
  return (
    <li data-role={role}>
      <span class="s-by">
        {by} <time>{clock(message.at, locale())}</time>
      </span>
      <span>{messageText(message.body)}</span>
    </li>
  );
};
