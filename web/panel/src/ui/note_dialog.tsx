// What the dialogs that end with a note share: the form, the note and the buttons.
import { Button, Dialog, Field } from "@baro/design";
import { MAX_NOTE_LENGTH } from "@baro/wire";
import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import { usePanel } from "./panel_context";

interface NoteDialogProps {
  readonly title: string;
  readonly note: string;
  readonly noteLabel: string;
  readonly noteHint: string;
  /** Without it the note is optional. */
  readonly noteRequired?: boolean;
  readonly noteProblem?: string;
  readonly submitLabel: string;
  readonly disabled: boolean;
  readonly onNote: (note: string) => void;
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
}

/** A dialog of the page with an optional note below its children. */
export const NoteDialog = (props: NoteDialogProps) => {
  const { page } = usePanel();
  return (
    <Dialog title={props.title} closeLabel={t().close} onClose={page.closeDialog} class="p-dialog">
      <form
        class="p-form"
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit();
        }}
      >
        {props.children}
        <Field
          label={props.noteLabel}
          {...(props.noteRequired ? {} : { optional: t().transfer.optional })}
          {...(props.noteProblem ? { error: props.noteProblem } : {})}
          hint={props.noteHint}
        >
          {(ids) => (
            <textarea
              {...ids}
              class="b-input"
              rows={3}
              maxLength={MAX_NOTE_LENGTH}
              value={props.note}
              onInput={(event) => props.onNote(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="b-dialog-actions">
          <Button onClick={page.closeDialog}>{t().cancel}</Button>
          <Button type="submit" kind="primary" disabled={props.disabled}>
            {props.submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
