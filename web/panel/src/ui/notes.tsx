// Colleagues' notes on a conversation.
import { Button, Icon } from "@baro/design";
import { dayAndClock } from "@baro/design/format";
import type { CustomerView, Thread } from "@baro/wire";
import { StickyNote } from "lucide";
import { notesOf } from "../desk/timeline";
import { locale, t } from "../i18n";
import { Block } from "./customer_blocks";
import { NoteText } from "./note_text";
import { focusElement, usePanel } from "./panel_context";

export const Notes = ({ thread, customer }: { thread: Thread; customer: CustomerView | null }) => {
  const { desk, page } = usePanel();
  const w = t().customerPanel;
  const notes = notesOf(thread, customer ?? undefined, desk.ownNotes.value.get(thread.view.id));
  return (
    <Block
      title={w.notes}
      action={
        thread.leftReason === null ? (
          <Button
            size="small"
            kind="quiet"
            onClick={() => {
              page.contextOpen.value = false;
              page.composerRequest.value = { mode: "note" };
              focusElement("composer");
            }}
          >
            <Icon of={StickyNote} size={14} />
            {w.addNote}
          </Button>
        ) : null
      }
    >
      {notes.length === 0 ? (
        <p class="p-muted">{w.notesNone}</p>
      ) : (
        <ul class="p-notes">
          {notes.map((note) => (
            <li key={`${note.at} ${note.by.id} ${note.text}`}>
              <p>
                <NoteText note={note} />
              </p>
              <p class="p-notes-by">
                {note.by.name} · {dayAndClock(note.at, locale())}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
};
