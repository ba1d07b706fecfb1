// The header of the chat: who answers, and the menu, which has everything else.
import { Badge, Icon, IconButton } from "@baro/design";
import type { By, Thread } from "@baro/wire";
import { Menu as MenuIcon, X } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { chatChunk } from "../lazy_chat";
import { config, current, query } from "../model";
import { embedded, postToEmbedder } from "../session";
import { speakerName } from "../speaker_name";
import { t } from "../texts";
import { SpeakerAvatar } from "./speaker_avatar";

/** Who answers now: the agent, or the bot with the name of its last message. */
const partner = (thread: Thread | null): By => {
  const agent = thread?.view.agent;
  if (agent) return { role: "agent", id: agent.id, name: agent.name };
  return thread?.messages.findLast((message) => message.by.role === "bot")?.by ?? { role: "bot" };
};

/** Who is in the conversation beside its agent, or was asked to take it over. */
const colleagues = (thread: Thread | null): By[] =>
  (thread?.view.participants ?? []).map(({ id, name }) => ({ role: "agent", id, name }));

/** Ctrl+F opens the search, as the browser sees only the messages that are drawn. Pressed again it is the browser's. */
const useFindKey = (): void =>
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isFindKey =
        (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "f";
      if (!isFindKey || query.peek() !== null || current.peek() === null) return;
      event.preventDefault();
      chatChunk.peek()?.openSearch();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);

export const Header = () => {
  const [menu, setMenu] = useState(false);
  const chat = chatChunk.value;
  const by = partner(current.value);
  useFindKey();
  return (
    <header class="c-bar c-header">
      <SpeakerAvatar by={by} />
      <div class="c-who">
        <h2>{[by, ...colleagues(current.value)].map(speakerName).join(" · ")}</h2>
        {by.role === "agent" ? null : <Badge>{t("bot_tag")}</Badge>}
      </div>
      <IconButton label={t("menu")} aria-haspopup="dialog" onClick={() => setMenu(true)}>
        <Icon of={MenuIcon} size={22} />
      </IconButton>
      {embedded ? (
        <IconButton
          class="c-close"
          label={t("close_window")}
          onClick={() => config.value && postToEmbedder(config.value, "baro:close")}
        >
          <Icon of={X} size={22} />
        </IconButton>
      ) : null}
      {menu && chat ? <chat.Menu onClose={() => setMenu(false)} /> : null}
    </header>
  );
};
