// Entries of a thread; each is rendered again only after a change.
import { Avatar, Bubble, Icon, IconButton } from "@baro/design";
import { clock, dayAndClock, longDay } from "@baro/design/format";
import type { Message, Outgoing, Thread } from "@baro/wire";
import { Bot, Copy, RotateCw, StickyNote, Trash2 } from "lucide";
import { memo } from "preact/compat";
import { SentPhotos } from "../claims";
import { messageText } from "../desk/message_text";
import type { Receipt, TimelineEntry } from "../desk/timeline";
import { locale, t } from "../i18n";
import { MessageBody } from "./message_body";
import { NoteText } from "./note_text";
import { usePanel } from "./panel_context";

interface Props {
  readonly entry: TimelineEntry;
  readonly messages: Thread["messages"];
  readonly receipt: Receipt | null;
  readonly marked: boolean;
  readonly language: string;
}

const same = (a: Props, b: Props): boolean =>
  a.language === b.language &&
  a.receipt === b.receipt &&
  a.marked === b.marked &&
  a.entry.kind === b.entry.kind &&
  (a.entry.kind === "message" && b.entry.kind === "message"
    ? a.entry.message === b.entry.message &&
      a.entry.first === b.entry.first &&
      a.entry.photos.length === b.entry.photos.length
    : a.entry.kind === "outgoing" && b.entry.kind === "outgoing"
      ? a.entry.item === b.entry.item
      : a.entry.key === b.entry.key);

export const EntryView = memo(({ entry, messages, receipt, marked }: Props) => {
  const w = t().thread;
  switch (entry.kind) {
    case "day":
      return (
        <h3 class="p-day">
          <span>{longDay(entry.at, locale())}</span>
        </h3>
      );
    case "unread":
      return (
        <p class="p-unread" id="unread">
          <span>{w.unread}</span>
        </p>
      );
    case "note":
      return (
        <article class="p-note">
          <header>
            <Icon of={StickyNote} size={15} />
            <strong>{w.note}</strong>
            <span>
              {entry.note.by.name} · {dayAndClock(entry.note.at, locale())}
            </span>
          </header>
          <p>
            <NoteText note={entry.note} />
          </p>
        </article>
      );
    case "message":
      return (
        <MessageView
          message={entry.message}
          first={entry.first}
          messages={messages}
          photos={entry.photos}
          receipt={receipt}
          marked={marked}
        />
      );
    case "outgoing":
      return <OutgoingView item={entry.item} />;
  }
}, same);

interface MessageProps {
  readonly message: Message;
  readonly first: boolean;
  readonly messages: Thread["messages"];
  readonly receipt: Receipt | null;
  readonly marked: boolean;
  /** The photos that are shown together, of which `message` is the newest. */
  readonly photos?: readonly Message[];
  /** Prefix of element ids, for a second conversation on the page. */
  readonly prefix?: string;
}

export const MessageView = (props: MessageProps) => {
  const { message, first, messages, receipt, marked, photos = [], prefix = "m" } = props;
  const w = t().thread;
  const { by, body, at, seq } = message;
  if (body.type === "notice")
    return (
      <p class="p-notice" id={`${prefix}${seq}`}>
        <MessageBody body={body} messages={messages} /> <time>{clock(at, locale())}</time>
      </p>
    );
  const name = by.name || (by.role === "bot" ? w.bot : by.role === "customer" ? w.customer : w.system);
  return (
    <article
      class="p-message"
      id={`${prefix}${seq}`}
      data-by={by.role}
      data-first={first || undefined}
      data-marked={marked || undefined}
    >
      {first ? (
        <header>
          <Avatar role={by.role} name={name} size="small">
            {by.role === "bot" ? <Icon of={Bot} size={15} /> : null}
          </Avatar>
          <span>{name}</span>
        </header>
      ) : (
        <span class="sr-only">{name}</span>
      )}
      <div class="p-message-line">
        <Bubble side={by.role === "customer" ? "theirs" : "mine"}>
          {photos.length > 1 ? (
            <SentPhotos photos={photos} prefix={prefix} />
          ) : (
            <MessageBody body={body} messages={messages} />
          )}
        </Bubble>
        <span class="p-message-foot">
          {receipt ? (
            <span class="p-receipt" data-receipt={receipt}>
              {w[receipt]}
            </span>
          ) : null}
          <time>{clock(at, locale())}</time>
        </span>
        <CopyButton text={messageText(body)} />
      </div>
    </article>
  );
};

const CopyButton = ({ text }: { text: string }) => {
  const { desk } = usePanel();
  const w = t().thread;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => desk.toasts.show({ tone: "good", text: w.copied }),
      () => undefined, // the browser refused: the text can still be selected
    );
  return (
    <IconButton label={w.copy} class="p-copy" onClick={() => void copy()}>
      <Icon of={Copy} size={14} />
    </IconButton>
  );
};

const OutgoingView = ({ item }: { item: Outgoing }) => {
  const { desk } = usePanel();
  const w = t().thread;
  const failed = item.status === "failed";
  return (
    <article class="p-message" data-by="agent" data-first>
      <div class="p-message-line">
        <Bubble side="mine" state={item.status}>
          <MessageBody body={item.body} messages={[]} />
        </Bubble>
        <span class="p-message-foot" role={failed ? "alert" : undefined} data-failed={failed || undefined}>
          {w.outgoing[item.status]}
        </span>
      </div>
      {failed ? (
        <p class="p-failed">
          <span>{item.refusal?.text}</span>
          <button type="button" class="p-link" onClick={() => void desk.wire.retry(item)}>
            <Icon of={RotateCw} size={14} />
            {w.retry}
          </button>
          <button type="button" class="p-link" onClick={() => void desk.wire.discard(item)}>
            <Icon of={Trash2} size={14} />
            {w.discard}
          </button>
        </p>
      ) : null}
    </article>
  );
};
