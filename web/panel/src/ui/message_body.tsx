// Message bodies. Text is rendered by `linkify`, never as HTML.
import { Icon, linkify, Rows } from "@baro/design";
import type { AnyBody, Form, Message, Thread } from "@baro/wire";
import { CornerDownRight, ListChecks } from "lucide";
import { ClaimBodyPart } from "../claims";
import { t } from "../i18n";

export const MessageText = ({ text }: { text: string }) => (
  <>
    {linkify(text).map((piece, index) =>
      piece.kind === "text" ? (
        piece.text
      ) : (
        <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer">
          {piece.text}
        </a>
      ),
    )}
  </>
);

const ButtonList = (props: { label: string; names: readonly string[] }) =>
  props.names.length === 0 ? null : (
    <ul class="p-offered" aria-label={props.label}>
      {props.names.map((name, index) => (
        <li key={index}>{name}</li>
      ))}
    </ul>
  );

/** The form that a submission answers, if it is loaded. */
const formOf = (messages: readonly Message[], seq: number): Form | null => {
  const body = messages.find((message) => message.seq === seq)?.body;
  return body?.type === "form" ? body : null;
};

export const MessageBody = ({ body, messages }: { body: AnyBody; messages: Thread["messages"] }) => {
  const w = t().thread;
  switch (body.type) {
    case "text":
      return (
        <>
          <MessageText text={body.text} />
          <ButtonList label={w.buttons} names={(body.buttons ?? []).map((button) => button.label)} />
        </>
      );
    case "answer":
      return (
        <span class="p-answer">
          <Icon of={CornerDownRight} size={15} />
          <span class="sr-only">{w.chose}: </span>
          {body.label}
        </span>
      );
    case "card":
      return (
        <div class="p-card">
          <strong>{body.title}</strong>
          <Rows rows={body.rows ?? []} />
          {body.text ? (
            <p>
              <MessageText text={body.text} />
            </p>
          ) : null}
          <ButtonList label={w.buttons} names={(body.buttons ?? []).map((button) => button.label)} />
        </div>
      );
    case "form":
      return (
        <div class="p-card">
          <strong>{body.title}</strong>
          {body.text ? (
            <p>
              <MessageText text={body.text} />
            </p>
          ) : null}
          <p class="p-muted">{w.formOpen}</p>
          <ButtonList label={w.formOpen} names={body.fields.map((field) => field.label)} />
        </div>
      );
    case "form_submission": {
      const form = formOf(messages, body.to);
      const field = (name: string) => form?.fields.find((one) => one.name === name);
      const rows = Object.entries(body.values).map(([name, value]) => ({
        label: field(name)?.label ?? name,
        value: field(name)?.options?.find((option) => option.value === value)?.label ?? value,
      }));
      return (
        <div class="p-card">
          <strong class="p-answer">
            <Icon of={ListChecks} size={15} />
            {form?.title ?? w.submitted}
          </strong>
          <Rows rows={rows} />
        </div>
      );
    }
    case "file":
    case "location":
    case "signature_request":
    case "signature":
    case "progress":
    case "checklist":
      return <ClaimBodyPart body={body} />;
    case "notice":
      return <>{noticeText(body.code, body.text, body.data)}</>;
  }
};

const noticeText = (code: string, text: string, data: Readonly<Record<string, string>> = {}): string =>
  t().notices[code]?.(data) ?? text;
