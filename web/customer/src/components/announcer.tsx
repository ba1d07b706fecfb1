// Announces new messages to screen readers: those that come while the conversation is shown, not loaded history.
import { useSignalEffect } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import { current } from "../model";
import { plainText } from "../rows";
import { speakerName } from "../speaker_name";
import { t } from "../texts";

export const Announcer = () => {
  const [text, setText] = useState("");
  const announced = useRef<{ id: string; seq: number } | null>(null);
  useSignalEffect(() => {
    const thread = current.value;
    const last = thread?.messages.at(-1);
    if (!thread || !last) return;
    const before = announced.current;
    announced.current = { id: thread.view.id, seq: last.seq };
    if (before?.id !== thread.view.id || last.seq <= before.seq) return;
    const newMessages = thread.messages.filter(({ seq, by }) => seq > before.seq && by.role !== "customer");
    if (newMessages.length === 0) return;
    const lines = newMessages.map(({ by, body }) =>
      t("announce", { name: speakerName(by), text: plainText(body) }),
    );
    setText(lines.join("\n"));
  });
  return (
    <p class="sr-only" aria-live="polite">
      {text}
    </p>
  );
};
