// The chat screen: header, banners, thread, status strip and composer.
import { Banner, Bubble, Button, Icon, Spinner } from "@baro/design";
import { useSignalEffect } from "@preact/signals";
import { CloudOff, Headset, KeyRound, RefreshCw } from "lucide";
import { useRef, useState } from "preact/hooks";
import { chatChunk } from "../lazy_chat";
import {
  client,
  connection,
  current,
  disconnected,
  isOver,
  isWaiting,
  openConversation,
  query,
  reopenConversation,
  requestAgent,
  state,
} from "../model";
import { pendingMessages } from "../pending_messages";
import { signInAgain } from "../sign_in_flow";
import { t } from "../texts";
import { Composer } from "./composer";
import { Header } from "./header";
import { LazyRating } from "./lazy_rating";
import { QueueStrip } from "./queue_strip";

export const ChatScreen = () => {
  const thread = current.value;
  const chat = chatChunk.value;
  return (
    <section class="c-chat" aria-label={t("chat")}>
      <Header />
      {chat && query.value !== null ? <chat.SearchBar /> : null}
      <ConnectionBanner />
      {chat && thread ? (
        <chat.ThreadView key={thread.view.id} thread={thread} />
      ) : (
        <div class="c-thread-empty">
          <p class="c-loading">
            <Spinner />
            {t("thread_empty")}
          </p>
          <PendingMessages />
        </div>
      )}
      <div id="talk" tabIndex={-1}>
        <StatusStrip />
        {chat && thread && !isOver(thread) ? <chat.NotifyOffer thread={thread} /> : null}
        {thread && isOver(thread) ? null : <Composer />}
      </div>
    </section>
  );
};

/** Messages written before there is a conversation; sent once there is one. */
const PendingMessages = () => {
  const status = t(disconnected.value ? "waiting_to_send" : "sending");
  return (
    <ul class="c-pending" aria-label={status}>
      {pendingMessages.value.map((text, index) => (
        <li key={index}>
          <Bubble side="mine" state="waiting">
            {text}
          </Bubble>
          <p class="c-meta">{status}</p>
        </li>
      ))}
    </ul>
  );
};

/** A lost connection is shown after this time, ms. */
const BANNER_DELAY = 1_200;

/** Shows the state of the connection. */
const ConnectionBanner = () => {
  const [visible, setVisible] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useSignalEffect(() => {
    const { phase } = connection.value;
    clearTimeout(timer.current);
    if (phase === "online") setVisible(false);
    else if (phase === "offline" || phase === "signed-out") setVisible(true);
    else timer.current = setTimeout(() => setVisible(true), BANNER_DELAY);
    return () => clearTimeout(timer.current);
  });
  const { phase } = connection.value;
  return (
    <div role="status">
      {!state.value.durable ? <Banner tone="warn">{t("not_durable")}</Banner> : null}
      {!visible ? null : phase === "signed-out" ? (
        <Banner
          tone="warn"
          icon={<Icon of={KeyRound} />}
          action={
            <Button size="small" onClick={() => void signInAgain()}>
              {t("sign_in_again")}
            </Button>
          }
        >
          {t("signed_out")}
        </Banner>
      ) : phase === "offline" ? (
        <Banner tone="warn" icon={<Icon of={CloudOff} />}>
          {t("offline")}
        </Banner>
      ) : phase === "waiting" ? (
        <Banner
          tone="warn"
          icon={<Icon of={RefreshCw} />}
          action={
            <Button size="small" onClick={() => client.value?.reconnectNow()}>
              {t("connect_now")}
            </Button>
          }
        >
          {t("reconnecting")}
        </Banner>
      ) : phase === "connecting" ? (
        <Banner icon={<Spinner />}>{t("connecting")}</Banner>
      ) : null}
    </div>
  );
};

/** The status strip: who serves the conversation, and the button for an agent. */
const StatusStrip = () => {
  const thread = current.value;
  if (!thread) return null;
  const online = connection.value.phase === "online";
  const { agent } = thread.view;
  if (isOver(thread))
    return (
      <section class="c-strip" data-over>
        <p>{t("state_over")}</p>
        {thread.view.first_words || agent ? <LazyRating view={thread.view} /> : null}
        <div>
          <Button disabled={!online} onClick={() => void reopenConversation()}>
            {t("reopen")}
          </Button>
          <Button kind="primary" disabled={!online} onClick={() => void openConversation()}>
            {t("new_conversation")}
          </Button>
        </div>
      </section>
    );
  if (isWaiting(thread)) return <QueueStrip key={thread.view.id} view={thread.view} />;
  if (agent)
    return (
      <section class="c-strip">
        <p role="status">{t("state_assigned", { name: agent.name })}</p>
      </section>
    );
  const requested = thread.outgoing.some(
    ({ body }) => body.type === "text" && body.text === t("to_agent_text"),
  );
  return (
    <section class="c-strip">
      <p>{t("state_bot")}</p>
      <Button size="small" class="c-to-agent" disabled={requested} onClick={requestAgent}>
        <Icon of={Headset} size={16} />
        {t("to_agent")}
      </Button>
    </section>
  );
};
