// The words of a row in the list of conversations: what it was about, who helped, and how it ended.
import type { AnyBody, Thread } from "@baro/wire";
import { outcomeName, t, topicName } from "./texts";

interface ConversationWords {
  /** The customer's first words; the topic where they said nothing. */
  readonly title: string;
  readonly helper: string;
  readonly result: string;
}

export const conversationWords = (thread: Thread): ConversationWords => {
  const { view } = thread;
  const ended = view.state === "resolved" || view.state === "closed";
  return {
    title: view.first_words || firstWords(thread) || topicName(view.topic),
    helper: view.agent ? t("agent_named", { name: view.agent.name }) : t("bot_tag"),
    result: ended
      ? outcomeName(view.outcome ?? "")
      : t(view.state === "waiting" ? "list_waiting" : "list_open"),
  };
};

/** What follows a greeting says more. */
const GREETING = /^(안녕\S*|네|예|hi|hello)[\s.!?~,]*$/i;

/** As the centre tells them once the conversation has ended: the first text or button that isn't a greeting. */
const firstWords = ({ messages, outgoing }: Thread): string => {
  const own = messages.filter(({ by }) => by.role === "customer");
  const spoken = [...own, ...outgoing]
    .map(({ body }: { body: AnyBody }) =>
      body.type === "text" ? body.text : body.type === "answer" ? body.label : "",
    )
    .map((words) => words?.trim() ?? "")
    .filter((words) => words !== "");
  return spoken.find((words) => !GREETING.test(words)) ?? spoken[0] ?? "";
};
