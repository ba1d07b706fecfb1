// The input for messages. Drafts last through a reload.
import { Icon, IconButton, listenForEnter } from "@baro/design";
import { tabStore } from "@baro/design/storage";
import { MAX_TEXT_BYTES } from "@baro/wire";
import { Plus, SendHorizontal } from "lucide";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { appearance } from "../appearance";
import { utf8Length } from "../form_validation";
import { chatChunk } from "../lazy_chat";
import { client, config, currentId, sendMessage } from "../model";
import { addPendingMessage } from "../pending_messages";
import { previewsNow } from "../preview_choice";
import { t } from "../texts";

/** Drafts are stored per conversation; "new" before there is one. */
const draftKey = (id: string | null): string => `baro draft ${id ?? "new"}`;

const loadDraft = (id: string | null): string => tabStore.get(draftKey(id)) ?? "";

const saveDraft = (id: string | null, text: string): void => tabStore.set(draftKey(id), text);

/** With a mouse, Enter sends; on touch screens it makes a new line, and the button sends. */
const entersToSend = (): boolean => matchMedia("(hover: hover) and (pointer: fine)").matches;

export const Composer = () => {
  const id = currentId.value;
  const [text, setText] = useState(() => loadDraft(id));
  const area = useRef<HTMLTextAreaElement>(null);
  const excess = text.length > MAX_TEXT_BYTES / 4 ? utf8Length(text) - MAX_TEXT_BYTES : 0;
  const written = useRef({ id, text });
  written.current.text = text;
  const ready = text.trim() !== "" && excess <= 0;

  useLayoutEffect(() => {
    const before = written.current;
    written.current = { id, text: before.text };
    if (before.id === id) return;
    // A draft from before the conversation existed moves to it; otherwise each conversation has its own draft.
    const moved = before.id === null ? before.text : "";
    if (moved !== "") {
      saveDraft(null, "");
      saveDraft(id, moved);
    } else setText(loadDraft(id));
  }, [id]);

  useLayoutEffect(() => {
    const box = area.current;
    if (!box || CSS.supports("field-sizing", "content")) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  }, [text, appearance.value.text]);

  const change = (next: string) => {
    written.current.text = next;
    setText(next);
    saveDraft(id, next);
    if (id === null || next === "") return;
    if (!previewsNow.peek()) client.peek()?.typing(id);
    else void import("../typing_preview").then((part) => part.preview(id, () => written.current.text));
  };
  const send = () => {
    const whole = written.current.text;
    if (whole.trim() === "" || utf8Length(whole) > MAX_TEXT_BYTES) return;
    written.current.text = "";
    setText("");
    area.current?.focus();
    if (id === null || !client.peek()) {
      addPendingMessage(whole.trim());
      saveDraft(id, "");
      return;
    }
    // The draft is deleted once the message is stored, so that a reload in between loses nothing.
    void sendMessage({ type: "text", text: whole.trim() }).then(() => {
      if (loadDraft(id) === whole) saveDraft(id, "");
    });
  };
  const sendRef = useRef(send);
  sendRef.current = send;
  useLayoutEffect(() => {
    const sends = (event: KeyboardEvent) => !event.shiftKey && entersToSend();
    return area.current
      ? listenForEnter(area.current, { sends, submit: () => sendRef.current() })
      : undefined;
  }, []);

  return (
    <form
      class="c-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {config.value?.capabilities.uploads ? <Attach /> : null}
      <div class="c-write">
        <textarea
          ref={area}
          id="write"
          class="b-input"
          rows={1}
          value={text}
          placeholder={t("write")}
          aria-label={t("write_label")}
          aria-invalid={excess > 0}
          aria-describedby={excess > 0 ? "over" : undefined}
          enterkeyhint={entersToSend() ? "send" : "enter"}
          onInput={(event) => change(event.currentTarget.value)}
        />
        {previewsNow.value ? <p class="c-previews">{t("previews_now")}</p> : null}
        {excess > 0 ? (
          <p class="b-field-error" id="over" role="alert">
            {t("too_long", { over: Math.ceil(excess / 3) })}
          </p>
        ) : null}
      </div>
      <IconButton type="submit" kind="primary" label={t("send")} disabled={!ready}>
        <Icon of={SendHorizontal} />
      </IconButton>
    </form>
  );
};

/** The attach button; disabled until the chat chunk is loaded, so that the layout doesn't shift. */
const Attach = () => {
  const chat = chatChunk.value;
  if (chat) return <chat.AttachButton />;
  return (
    <IconButton label={t("attach")} aria-haspopup="menu" disabled>
      <Icon of={Plus} size={24} />
    </IconButton>
  );
};
