// What the dialogs that end with a note share: the form, the note and the buttons.
import { TextField } from "@baro/design/fields";
import { MAX_NOTE_LENGTH } from "@baro/wire";
import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import { FormDialog } from "./form_dialog";

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
  return (
    <FormDialog
      title={props.title}
      submitLabel={props.submitLabel}
      disabled={props.disabled}
      onSubmit={props.onSubmit}
    >
      {props.children}
      <TextField
        label={props.noteLabel}
        {...(props.noteRequired ? {} : { optional: t().transfer.optional })}
        {...(props.noteProblem ? { error: props.noteProblem } : {})}
        hint={props.noteHint}
        maxLength={MAX_NOTE_LENGTH}
        value={props.note}
        onValue={props.onNote}
      />
    </FormDialog>
  );
};
