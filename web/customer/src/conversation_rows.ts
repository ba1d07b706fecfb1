// The words of a row in the list of conversations: what it was about, who helped, and how it ended.
import type { AnyBody, Thread } from "@baro/wire";
import { type Key, outcomeName, t, topicName } from "./texts";

export interface ConversationWords {
  /** The customer's first words; the topic where they said nothing. */
  readonly title: string;
  readonly helper: string;
  readonly result: string;
}

const OPEN_STATES: Readonly<Record<string, Key>> = { waiting: "list_waiting", assigned: "list_assigned" };

export const conversationWords = (thread: Thread): ConversationWords => {
  const { view } = thread;
  const ended = view.state === "resolved" || view.state === "closed";
  return {
    title: view.first_words || firstWords(thread) || topicName(view.topic),
    helper: view.agent ? t("agent_named", { name: view.agent.name }) : t("bot_tag"),
    result: ended ? outcomeName(view.outcome ?? "") : t(OPEN_STATES[view.state] ?? "list_open"),
  };
};

/** Texts below this length ("안녕하세요") say less than what follows them. */
const MIN_CHARS = 6;

/** As the centre tells them once the conversation has ended: a pressed button, or a text of some length. */
const firstWords = ({ messages, outgoing }: Thread): string => {
  const own = messages.filter(({ by }) => by.role === "customer");
  const bodies: AnyBody[] = [...own, ...outgoing].map(({ body }) => body);
  const words = (body: AnyBody) =>
    (body.type === "text" ? body.text : body.type === "answer" ? (body.label ?? "") : "").trim();
  const telling = bodies.find(
    (body) => words(body) !== "" && (body.type === "answer" || words(body).length >= MIN_CHARS),
  );
  const first = telling ?? bodies.find((body) => words(body) !== "");
  return first ? words(first) : "";
};
