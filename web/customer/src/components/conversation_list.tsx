// The customer's conversations: a separate screen on phones, a column beside the chat on desktops.
import { Badge, Button, Empty, Icon, IconButton } from "@baro/design";
import type { By, Thread } from "@baro/wire";
import { ArrowLeft, MessageCircle, SquarePen } from "lucide";
import { useEffect } from "preact/hooks";
import { conversationWords } from "../conversation_rows";
import {
  connection,
  conversations,
  currentId,
  lastActivity,
  now,
  openConversation,
  refreshList,
  screen,
  showConversation,
  state,
  unreadCount,
} from "../model";
import { t, whenText } from "../texts";
import { CallCentre } from "./call_centre";
import { Logo } from "./logo";
import { SpeakerAvatar } from "./speaker_avatar";

export const ConversationList = () => {
  const online = connection.value.phase === "online";
  useEffect(() => {
    if (online) void refreshList();
  }, [online]);
  return (
    <section class="c-list" aria-label={t("conversations")}>
      <header class="c-bar">
        <span class="c-only-phone">
          <IconButton
            label={t("back")}
            onClick={() => {
              screen.value = "chat";
            }}
          >
            <Icon of={ArrowLeft} />
          </IconButton>
        </span>
        <h2 class="c-only-phone">{t("conversations")}</h2>
        <span class="c-only-desktop">
          <Logo />
        </span>
        <IconButton label={t("new_conversation")} disabled={!online} onClick={() => void openConversation()}>
          <Icon of={SquarePen} />
        </IconButton>
      </header>
      {!state.value.restored ? (
        <div class="c-list-wait" />
      ) : conversations.value.length === 0 ? (
        <Empty title={t("conversations_empty")} icon={<Icon of={MessageCircle} size={36} />}>
          <Button kind="primary" disabled={!online} onClick={() => void openConversation()}>
            {t("new_conversation")}
          </Button>
        </Empty>
      ) : (
        <ul>
          {conversations.value.map((thread) => (
            <ConversationItem key={thread.view.id} thread={thread} />
          ))}
        </ul>
      )}
      <CallCentre />
    </section>
  );
};

const ConversationItem = ({ thread }: { thread: Thread }) => {
  const { title, helper, result } = conversationWords(thread);
  const current = thread.view.id === currentId.value;
  const unread = current ? 0 : unreadCount(thread);
  const { agent } = thread.view;
  const by: By = agent ? { role: "agent", id: agent.id, name: agent.name } : { role: "bot" };
  return (
    <li>
      <button
        type="button"
        class="c-entry"
        aria-current={current ? "true" : undefined}
        onClick={() => showConversation(thread.view.id)}
      >
        <SpeakerAvatar by={by} />
        <span class="c-entry-words">
          <span class="c-entry-top">
            <strong>{title}</strong>
            <time>{whenText(lastActivity(thread), now.value)}</time>
          </span>
          <span class="c-entry-last">
            <span>
              {result} · {helper}
            </span>
            {unread > 0 ? (
              <Badge tone="brand">
                {unread}
                <span class="sr-only">{t("unread")}</span>
              </Badge>
            ) : null}
          </span>
        </span>
      </button>
    </li>
  );
};
