// A conversation as text, for copying, sharing and saving.
import { dayOf } from "@baro/design/format";
import type { Message, Thread } from "@baro/wire";
import { plainText } from "./rows";
import { speakerName } from "./speaker_name";
import { dueText, fullText, t, timeText, topicName, wholeDayText } from "./texts";

/** A message as text; a submitted form with the labels of its fields. */
export const textOf = (message: Message, thread: Thread): string => {
  const { body } = message;
  if (body.type !== "form_submission") return plainText(body);
  const form = thread.messages.find(({ seq }) => seq === body.to)?.body;
  if (form?.type !== "form") return plainText(body);
  const lines = form.fields.map((field) => {
    const value = body.values[field.name] ?? "";
    const chosen = field.options?.find((option) => option.value === value)?.label ?? value;
    const shown = field.kind === "datetime" ? saidTime(value) : chosen;
    return `${field.label}: ${value === "" ? t("not_given") : shown}`;
  });
  return [form.title, ...lines].join("\n");
};

/** A time in words; a day alone has none, and is the same in every time zone. */
const saidTime = (value: string): string => {
  const at = value.includes("T") ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? dueText(value) : fullText(at);
};

/** The loaded messages of a conversation: a header, then the messages by day. */
export const transcript = (thread: Thread, brand: string, now: number): string => {
  const { view, messages } = thread;
  const parts = [
    `${t("app_title", { brand })} · ${topicName(view.topic)}`,
    t("transcript_made", { when: fullText(now) }),
  ];
  let day = "";
  for (const message of messages) {
    if (dayOf(message.at) !== day) parts.push("", `── ${wholeDayText(message.at)} ──`);
    day = dayOf(message.at);
    parts.push("", `[${timeText(message.at)}] ${speakerName(message.by)}`, textOf(message, thread));
  }
  return `${parts.join("\n")}\n`;
};
