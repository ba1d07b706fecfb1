// A dialog with a form, a button to cancel and one to submit.
import { Button, Dialog } from "@baro/design";
import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import { usePanel } from "./panel_context";

interface FormDialogProps {
  readonly title: string;
  readonly submitLabel: string;
  readonly disabled: boolean;
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
}

export const FormDialog = ({ title, submitLabel, disabled, onSubmit, children }: FormDialogProps) => {
  const { page } = usePanel();
  return (
    <Dialog title={title} closeLabel={t().close} onClose={page.closeDialog} class="p-dialog">
      <form
        class="p-form"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
        <div class="b-dialog-actions">
          <Button onClick={page.closeDialog}>{t().cancel}</Button>
          <Button type="submit" kind="primary" disabled={disabled}>
            {submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
