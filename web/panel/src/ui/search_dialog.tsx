// The search for words in conversations: results on the left, the chosen conversation on the right.
import { Banner, Button, Dialog, Empty, Icon, Spinner } from "@baro/design";
import { dayAndClock } from "@baro/design/format";
import type { FoundLineView, SearchResultView } from "@baro/wire";
import { Search } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { errorText } from "../desk/errors";
import { markedParts } from "../desk/found_words";
import { locale, t } from "../i18n";
import { ConversationLog } from "./conversation_log";
import { usePanel } from "./panel_context";
import { ConversationLabel } from "./previous_conversations";

interface Found {
  readonly query: string;
  readonly results: readonly SearchResultView[];
  readonly next: string;
}

interface Choice {
  readonly conversation: string;
  readonly length: number;
  readonly seq: number;
}

const LONGEST = 100;

export const SearchDialog = () => {
  const { desk, page } = usePanel();
  const w = t();
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const [choice, setChoice] = useState<Choice | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const asked = useRef(0);

  useEffect(() => field.current?.focus(), []);

  /** A page of results; an empty page with a next one is asked on, so that nobody is shown "none" too early. */
  const ask = async (words: string, held: readonly SearchResultView[], start: string) => {
    asked.current += 1;
    const mine = asked.current;
    setBusy(true);
    setProblem("");
    try {
      const answer = await desk.wire.request("search", { query: words, ...(start ? { start } : {}) });
      if (mine !== asked.current) return;
      setFound({ query: words, results: [...held, ...answer.results], next: answer.next ?? "" });
    } catch (error) {
      if (mine === asked.current) setProblem(errorText(error, t()));
    }
    if (mine === asked.current) setBusy(false);
  };

  const submit = (event: Event) => {
    event.preventDefault();
    setChoice(null);
    setFound(null);
    void ask(query.trim(), [], "");
  };

  return (
    <Dialog title={w.wordSearch.title} closeLabel={w.close} onClose={page.closeDialog} class="p-dialog-wide">
      <form class="p-word-search" onSubmit={submit}>
        <input
          ref={field}
          type="search"
          class="b-input"
          maxLength={LONGEST}
          value={query}
          placeholder={w.wordSearch.placeholder}
          aria-label={w.wordSearch.label}
          aria-describedby="word-search-hint"
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <Button type="submit" kind="primary" disabled={busy || query.trim() === ""}>
          <Icon of={Search} size={16} />
          {w.wordSearch.go}
        </Button>
      </form>
      <p id="word-search-hint" class="p-muted">
        {w.wordSearch.hint}
      </p>
      {problem ? <Banner tone="bad">{problem}</Banner> : null}
      <div class="p-word-status" role="status">
        {busy ? <Spinner label={w.loading} /> : null}
        {found && !busy ? w.wordSearch.count(found.results.length, found.next !== "") : null}
      </div>
      {found && !busy && found.results.length === 0 && found.next === "" ? (
        <Empty title={w.wordSearch.none}>
          <p>{w.wordSearch.noneHint}</p>
        </Empty>
      ) : null}
      {found && (found.results.length > 0 || found.next !== "") ? (
        <div class="p-earlier-window">
          <ul class="p-earlier" aria-label={w.wordSearch.results}>
            {found.results.map((result) => (
              <Result key={result.conversation.id} result={result} choice={choice} onChoose={setChoice} />
            ))}
            {found.next ? (
              <li>
                <Button
                  size="small"
                  disabled={busy}
                  onClick={() => void ask(found.query, found.results, found.next)}
                >
                  {w.wordSearch.more}
                </Button>
              </li>
            ) : null}
          </ul>
          {choice ? (
            <ConversationLog
              key={`${choice.conversation}:${choice.seq}`}
              conversation={choice.conversation}
              length={choice.length}
              marked={choice.seq}
            />
          ) : (
            <p class="p-muted">{w.previousConversations.pick}</p>
          )}
        </div>
      ) : null}
    </Dialog>
  );
};

const Result = (props: {
  result: SearchResultView;
  choice: Choice | null;
  onChoose: (choice: Choice) => void;
}) => {
  const { result, choice, onChoose } = props;
  const { conversation, lines, messages } = result;
  const w = t().wordSearch;
  const chosen = choice?.conversation === conversation.id;
  return (
    <li>
      <button
        type="button"
        aria-pressed={chosen}
        onClick={() =>
          onChoose({ conversation: conversation.id, length: conversation.seq, seq: lines[0]?.seq ?? 1 })
        }
      >
        <span>
          <strong>{conversation.customer.name}</strong>
          <ConversationLabel view={conversation} />
          {lines.map((line) => (
            <Line key={line.seq} line={line} />
          ))}
          {messages > lines.length ? <span class="p-muted">{w.further(messages - lines.length)}</span> : null}
        </span>
      </button>
    </li>
  );
};

const Line = ({ line }: { line: FoundLineView }) => (
  <span class="p-found-line">
    <span class="p-muted">
      {t().wordSearch.speakers[line.role === "agent" ? "agent" : "customer"]} ·{" "}
      {dayAndClock(line.at, locale())}
    </span>
    <span>
      {markedParts(line.text, line.spans).map(({ text, marked, at }) =>
        marked ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
      )}
    </span>
  </span>
);
