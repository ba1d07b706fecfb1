// The composer: a reply to the customer, or a note to colleagues.
import { Button, Icon, listenForEnter, listenForFiles } from "@baro/design";
import { MAX_TEXT_BYTES, type StaffView, type Thread } from "@baro/wire";
import { Send, StickyNote, Zap } from "lucide";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import canned from "../data/canned.json";
import {
  type CannedResponse,
  fillPlaceholders,
  matchingResponses,
  nextPlaceholder,
  responseText,
  slashCommandAt,
} from "../desk/canned";
import type { ComposerMode } from "../desk/drafts";
import { matchingStaff, mentionAt, mentionedIn } from "../desk/mentions";
import { countUnreadAfter, readUpTo } from "../desk/rows";
import { t } from "../i18n";
import { CannedList } from "./canned_list";
import { holdsBack, sendChosenFiles } from "./held_back";
import { MentionList } from "./mention_list";
import { usePanel } from "./panel_context";
import { placeholderValues } from "./placeholder_values";
import { SendMenu } from "./send_menu";

const encoder = new TextEncoder();

export const Composer = ({ thread }: { thread: Thread }) => {
  const panel = usePanel();
  const { desk, page, claims } = panel;
  const w = t().composer;
  const { id } = thread.view;
  const field = useRef<HTMLTextAreaElement>(null);
  const [draft] = useState(() => desk.heldMessages.draftBeside(id));
  const [mode, setMode] = useState<ComposerMode>(draft.mode);
  const [text, setText] = useState(draft.text);
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const [hidden, setHidden] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");

  // Ahead of `text` until the next rendering, so that a second submission at once finds nothing to send.
  const latest = useRef(text);
  latest.current = text;

  const slash = mode === "reply" ? slashCommandAt(text, caret) : null;
  const slashKey = slash ? `${slash.start} ${slash.query}` : "";
  const choices: readonly CannedResponse[] =
    slash && slashKey !== hidden ? matchingResponses(canned, slash.query) : [];
  const choosing = slash !== null && slashKey !== hidden;
  const chosen = Math.min(at, Math.max(0, choices.length - 1));
  const mention = mode === "note" ? mentionAt(text, caret) : null;
  const mentionKey = mention ? `@${mention.start} ${mention.query}` : "";
  const naming = mention !== null && mentionKey !== hidden;
  const colleagues = naming ? matchingStaff(desk.teamwork.staff.value, mention.query) : [];
  const named = Math.min(at, Math.max(0, colleagues.length - 1));
  useEffect(() => {
    if (naming && mention.query === "") void desk.teamwork.loadStaff();
  }, [naming && mention.query === ""]);
  const online = desk.state.value.connection.phase === "online";
  const { enterSends } = page.settings.value;

  const change = (next: string, position: number, nextMode: ComposerMode = mode) => {
    latest.current = next;
    setText(next);
    setCaret(position);
    setProblem("");
    desk.drafts.set(id, { text: next, mode: nextMode });
  };

  const choose = (wanted: ComposerMode) => {
    setMode(wanted);
    desk.drafts.set(id, { text, mode: wanted });
    field.current?.focus();
  };

  /** Replaces `from`–`to` and puts the caret after the text, or selects its first placeholder. */
  const put = (words: string, from: number, to: number) => {
    const whole = text.slice(0, from) + words + text.slice(to);
    const blank = nextPlaceholder(whole, from);
    const end = from + words.length;
    change(whole, end);
    requestAnimationFrame(() => {
      field.current?.focus();
      if (blank && blank.start < end) field.current?.setSelectionRange(blank.start, blank.end);
      else field.current?.setSelectionRange(end, end);
    });
  };

  const filled = (one: CannedResponse): string => {
    const read = countUnreadAfter(thread, readUpTo(thread, desk.readSeqs.peek().get(id) ?? 0)) === 0;
    return fillPlaceholders(responseText(one, read), placeholderValues(thread, panel));
  };

  // Their numbers stand in the sentences; the tab of claims loads them only once it is opened.
  const customerId = thread.view.customer.id;
  useEffect(() => {
    if (choosing && claims.loadState("customer", customerId) === undefined)
      void claims.loadCustomer(customerId);
  }, [choosing, customerId]);

  const insert = (one: CannedResponse) => {
    if (slash) put(filled(one), slash.start, caret);
    setAt(0);
  };

  const pick = (one: StaffView) => {
    if (mention) put(`@${one.name} `, mention.start, caret);
    setAt(0);
  };

  const request = page.composerRequest.value;
  useEffect(() => {
    if (request === null) return;
    page.composerRequest.value = null;
    setMode(request.mode);
    if (request.text !== undefined) change(request.text, request.text.length, request.mode);
    const one = canned.find((held) => held.id === request.insert);
    if (one) put(filled(one), text.length, text.length);
    requestAnimationFrame(() => field.current?.focus());
  }, [request]);

  useLayoutEffect(() => {
    const element = field.current;
    // Only without `field-sizing`: measuring causes a layout for every key.
    if (!element || CSS.supports("field-sizing", "content")) return;
    element.style.setProperty("height", "auto");
    element.style.setProperty("height", `${Math.min(element.scrollHeight + 2, 220)}px`);
  }, [text]);

  const submit = async () => {
    const text = latest.current;
    const said = text.trim();
    if (said === "" && mode === "reply") void desk.heldMessages.sendNow(id);
    if (said === "" || busy) return;
    const over = encoder.encode(said).length - MAX_TEXT_BYTES;
    if (over > 0) {
      setProblem(w.tooLong(over));
      return;
    }
    const blank = mode === "reply" ? nextPlaceholder(text) : null;
    if (blank) {
      setProblem(w.blank(text.slice(blank.start, blank.end)));
      field.current?.setSelectionRange(blank.start, blank.end);
      return;
    }
    if (mode === "reply") {
      latest.current = "";
      setText("");
      setCaret(0);
      setProblem("");
      const body = { type: "text" as const, text: said };
      if (holdsBack(panel, thread)) desk.heldMessages.hold(id, body);
      else {
        // The draft is cleared after the message is stored, so that one of them survives a reload.
        await desk.send(id, body);
        if (desk.drafts.get(id).text === text) desk.drafts.set(id, { text: "", mode });
      }
    } else {
      setBusy(true);
      const done = await desk.addNote(id, said, mentionedIn(said, desk.teamwork.staff.peek()));
      setBusy(false);
      if (done) {
        setMode("reply");
        change("", 0, "reply");
      }
    }
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (naming && colleagues.length > 0) {
      const one = colleagues[named];
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const by = event.key === "ArrowDown" ? 1 : -1;
        setAt((named + by + colleagues.length) % colleagues.length);
      } else if (event.key === "Tab" && one) pick(one);
      else if (event.key === "Escape") setHidden(mentionKey);
      else return;
      event.preventDefault();
      return;
    }
    if (choosing && choices.length > 0) {
      const one = choices[chosen];
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const by = event.key === "ArrowDown" ? 1 : -1;
        setAt((chosen + by + choices.length) % choices.length);
      } else if (event.key === "Tab" && one) insert(one);
      else if (event.key === "Escape") setHidden(slashKey);
      else return;
      event.preventDefault();
      return;
    }
    if (event.key === "Tab" && !event.shiftKey) {
      const blank = nextPlaceholder(text, field.current?.selectionEnd ?? 0) ?? nextPlaceholder(text);
      if (!blank) return;
      event.preventDefault();
      field.current?.setSelectionRange(blank.start, blank.end);
    }
  };

  /** Enter picks the chosen ready sentence, else it sends. */
  const enter = useRef({ sends: (_: KeyboardEvent): boolean => false, submit: () => {} });
  enter.current = {
    sends: ({ altKey, shiftKey, ctrlKey, metaKey }) =>
      !altKey && (choices.length > 0 || colleagues.length > 0 || enterSends ? !shiftKey : ctrlKey || metaKey),
    submit: () => {
      const one = choices[chosen];
      const colleague = colleagues[named];
      if (one) insert(one);
      else if (colleague) pick(colleague);
      else void submit();
    },
  };
  useLayoutEffect(
    () =>
      field.current
        ? listenForEnter(field.current, {
            sends: (event) => enter.current.sends(event),
            submit: () => enter.current.submit(),
          })
        : undefined,
    [],
  );

  const [over, setOver] = useState(false);
  useEffect(
    () =>
      listenForFiles(document, {
        onOver: setOver,
        onFiles: (files) => {
          if (!document.querySelector("dialog[open]")) sendChosenFiles(panel, thread, files);
        },
      }),
    [id, thread.view.emergency],
  );

  const label = mode === "reply" ? w.label : w.noteLabel;
  return (
    <form
      class="p-composer"
      data-mode={mode}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {choosing ? <CannedList choices={choices} at={chosen} onPick={insert} filled={filled} /> : null}
      {naming ? <MentionList choices={colleagues} at={named} onPick={pick} /> : null}
      <div class="p-composer-modes">
        <fieldset class="p-chips">
          <legend class="sr-only">{w.mode}</legend>
          {(["reply", "note"] as const).map((name) => (
            <button
              key={name}
              type="button"
              class="p-chip"
              data-mode={name}
              aria-pressed={mode === name}
              onClick={() => choose(name)}
            >
              {name === "note" ? <Icon of={StickyNote} size={14} /> : null}
              {w[name]}
            </button>
          ))}
        </fieldset>
        {mode === "reply" ? (
          <div class="p-composer-tools">
            <button
              type="button"
              class="p-link"
              onClick={() => {
                const gap = text === "" || /\s$/.test(text) ? "" : " ";
                setHidden("");
                put(`${gap}/`, text.length, text.length);
              }}
            >
              <Icon of={Zap} size={14} />
              <span class="p-tool-label">{w.canned}</span>
            </button>
            <SendMenu thread={thread} />
          </div>
        ) : null}
      </div>
      <div class="p-composer-line">
        <textarea
          ref={field}
          id="composer"
          class="b-input"
          rows={1}
          value={text}
          aria-label={label}
          placeholder={mode === "reply" ? w.placeholder : w.notePlaceholder}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={choosing ? "canned" : naming ? "mentions" : undefined}
          aria-activedescendant={
            choosing && choices.length > 0
              ? `canned-${chosen}`
              : colleagues.length > 0
                ? `mentions-${named}`
                : undefined
          }
          aria-describedby={problem ? "composer-problem" : undefined}
          onInput={(event) => {
            const { value, selectionStart } = event.currentTarget;
            change(value, selectionStart);
            if (mode === "reply" && value.trim() !== "") desk.wire.typing(id);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
        />
        <Button type="submit" kind="primary" disabled={text.trim() === "" || busy}>
          <Icon of={mode === "reply" ? Send : StickyNote} size={16} />
          {mode === "reply" ? w.send : w.saveNote}
        </Button>
      </div>
      <p class="b-drop" role="status" data-shown={over}>
        {over ? t().pictures.drop : null}
      </p>
      <p class="p-composer-foot">
        {problem ? (
          <span class="p-problem" id="composer-problem" role="alert">
            {problem}
          </span>
        ) : (
          <span>{online ? (enterSends ? w.enter : w.ctrlEnter) : w.offline}</span>
        )}
      </p>
    </form>
  );
};
