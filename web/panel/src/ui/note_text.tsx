// The text of a note, with the colleagues whom it names.
import type { NoteView } from "@baro/wire";
import { splitAtMentions } from "../desk/mentions";
import { MessageText } from "./message_body";

export const NoteText = ({ note }: { note: NoteView }) => {
  const names = (note.mentions ?? []).map(({ name }) => name);
  return (
    <>
      {splitAtMentions(note.text, names).map(({ text, isMention }, place) =>
        isMention ? (
          <strong key={place} class="p-mention">
            {text}
          </strong>
        ) : (
          <MessageText key={place} text={text} />
        ),
      )}
    </>
  );
};
