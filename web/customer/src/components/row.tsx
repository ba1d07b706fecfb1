// One row of the conversation. Unchanged rows aren't rendered again.
import { Bubble, Button, Icon, Rows } from "@baro/design";
import type { AnyBody, Message, Notice, Outgoing } from "@baro/wire";
import { Check, CheckCheck, CircleAlert, Clock } from "lucide";
import { Component } from "preact";
import { isRichBody, LazyAnswerInput, OutgoingFile, RichBody } from "../files/lazy_body";
import { client, disconnected, now, query } from "../model";
import { noticeText, noticeWording } from "../notice_text";
import { type DeliveryStatus, type MessageRow, plainText, type Row } from "../rows";
import { speakerName } from "../speaker_name";
import { dayText, language, t, timeText } from "../texts";
import { Choices } from "./choices";
import { LinkedText } from "./linked_text";
import { SpeakerAvatar } from "./speaker_avatar";

export class RowView extends Component<{ row: Row }> {
  private language = language.value;
  private wording = noticeWording.value;

  override shouldComponentUpdate({ row }: { row: Row }): boolean {
    const same = this.language === language.value && this.wording === noticeWording.value;
    this.language = language.value;
    this.wording = noticeWording.value;
    return !same || !isSameRow(row, this.props.row);
  }

  override render({ row }: { row: Row }) {
    switch (row.kind) {
      case "day":
        return (
          <li class="c-day">
            <span>{dayText(row.at, now.peek())}</span>
          </li>
        );
      case "unread":
        return (
          <li class="c-unread">
            <span>{t("unread_from")}</span>
          </li>
        );
      case "outgoing":
        return <OutgoingView item={row.item} first={row.first} />;
      case "steps":
        return <StepsView messages={row.messages} />;
      case "message":
        return row.message.body.type === "notice" && !row.message.body.rows?.length ? (
          <li class="c-notice" data-seq={row.message.seq} data-code={row.message.body.code}>
            <p>
              <LinkedText text={noticeText(row.message.body)} />
            </p>
            {row.message.body.buttons?.length ? (
              <Choices row={row} buttons={row.message.body.buttons} />
            ) : null}
          </li>
        ) : (
          <MessageView row={row} />
        );
    }
  }
}

/** Steps of a claim in one line, which names the accident; opened, each has its time. */
const StepsView = ({ messages }: { messages: readonly Message[] }) => {
  const steps = messages.map(({ seq, at, body }) => ({ seq, at, body: body as Notice }));
  const last = steps.at(-1);
  if (!last) return null;
  const accident = last.body.data?.[`accident_${language.value}`] ?? "";
  const summary = (
    <>
      <b>{accident}</b> {noticeText(last.body)}
    </>
  );
  if (steps.length === 1)
    return (
      <li class="c-notice" data-seq={last.seq} data-code={last.body.code}>
        <p>{summary}</p>
      </li>
    );
  return (
    <li class="c-notice c-steps">
      <details open={query.value !== null}>
        <summary>
          {summary} <span>{t("steps", { count: steps.length })}</span>
        </summary>
        <ol>
          {steps.map(({ seq, at, body }) => (
            <li key={seq} data-seq={seq} data-code={body.code}>
              <time dateTime={new Date(at).toISOString()}>{timeText(at)}</time> {noticeText(body)}
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
};

const isSameRow = (a: Row, b: Row): boolean => {
  const keys = Object.keys(a) as (keyof Row)[];
  return a.kind === b.kind && keys.every((key) => a[key] === b[key]);
};

const MessageView = ({ row }: { row: MessageRow }) => {
  const { message, mine, first, last } = row;
  const { by, body } = message;
  // A form has its own, but for a card of questions.
  const ownButtons = body.type === "form" && !body.requested_slots;
  const buttons = "buttons" in body && !ownButtons ? (body.buttons ?? []) : [];
  return (
    <li
      class="c-row"
      data-seq={message.seq}
      data-side={mine ? "mine" : "theirs"}
      data-first={first || undefined}
    >
      {mine ? null : first ? <SpeakerAvatar by={by} size="small" /> : <span class="c-no-avatar" />}
      <div class="c-message">
        <p class={first && !mine ? "c-name" : "sr-only"}>{speakerName(by)}</p>
        <BodyView row={row} />
        {body.type === "text" && body.expected_input && row.awaitsAnswer ? (
          <LazyAnswerInput asks={body.expected_input} />
        ) : null}
        {buttons.length > 0 && body.type !== "notice" ? <Choices row={row} buttons={buttons} /> : null}
        {(last || row.status) && body.type !== "notice" ? (
          <p class="c-meta">
            {row.status ? <StatusView status={row.status} /> : null}
            <time dateTime={new Date(message.at).toISOString()}>{timeText(message.at)}</time>
          </p>
        ) : null}
      </div>
    </li>
  );
};

const BodyView = ({ row }: { row: MessageRow }) => {
  const { message, mine } = row;
  const { body } = message;
  if (body.type === "card")
    return (
      <article class="b-card">
        <header>{body.title}</header>
        <div class="b-card-body">
          {body.rows?.length ? <Rows rows={body.rows} /> : null}
          {body.text ? (
            <p class="c-card-text">
              <LinkedText text={body.text} />
            </p>
          ) : null}
        </div>
      </article>
    );
  if (isRichBody(body)) return <RichBody row={row} />;
  return (
    <Bubble side={mine ? "mine" : "theirs"}>
      <BodyText body={body} />
    </Bubble>
  );
};

const BodyText = ({ body }: { body: AnyBody }) => {
  if (body.type === "text") return <LinkedText text={body.text} />;
  if (body.type === "answer") return <>{body.label}</>;
  if (body.type === "form_submission") return <>{t("form_done")}</>;
  return <LinkedText text={plainText(body)} />;
};

const StatusView = ({ status }: { status: DeliveryStatus }) => {
  const icon = status === "read" || status === "delivered" ? CheckCheck : status === "sent" ? Check : Clock;
  return (
    <span class="c-status" data-status={status}>
      <Icon of={icon} size={14} />
      {status === "waiting" ? t(disconnected.value ? "waiting_to_send" : "sending") : t(status)}
    </span>
  );
};

const OutgoingView = ({ item, first }: { item: Outgoing; first: boolean }) => (
  <li class="c-row" data-side="mine" data-first={first || undefined}>
    <div class="c-message">
      <p class="sr-only">{t("you")}</p>
      {item.body.type === "file" ? (
        <OutgoingFile body={item.body} />
      ) : (
        <Bubble side="mine" state={item.status}>
          <BodyText body={item.body as Message["body"]} />
        </Bubble>
      )}
      {item.status === "failed" ? (
        <div class="c-failed" role="alert">
          <p>
            <Icon of={CircleAlert} size={14} />
            {item.refusal?.text || t("failed")}
          </p>
          <Button size="small" onClick={() => void client.value?.discard(item)}>
            {t("discard")}
          </Button>
          <Button size="small" kind="primary" onClick={() => void client.value?.retry(item)}>
            {t("retry")}
          </Button>
        </div>
      ) : (
        <p class="c-meta">
          <StatusView status={item.status} />
        </p>
      )}
    </div>
  </li>
);
