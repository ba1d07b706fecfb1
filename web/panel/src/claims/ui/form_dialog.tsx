// A dialog with a form that changes a claim: its fields, the error of the last attempt, and its buttons.
import { Button, Dialog } from "@baro/design";
import type { ComponentChildren } from "preact";
import { t } from "../../i18n";
import { useClaims } from "./hooks";

interface Props {
  readonly title: string;
  /** Why the last attempt failed; "" for no error. */
  readonly problem: string;
  readonly buttons: ComponentChildren;
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
}

export const FormDialog = ({ title, problem, buttons, onSubmit, children }: Props) => {
  const { navigation } = useClaims();
  return (
    <Dialog title={title} closeLabel={t().close} onClose={navigation.closeDialog} class="p-dialog">
      <form
        class="p-form"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
        {problem ? (
          <p class="b-field-error" role="alert">
            {problem}
          </p>
        ) : null}
        <div class="b-dialog-actions">{buttons}</div>
      </form>
    </Dialog>
  );
};

export const CancelButton = ({ autofocus = false }: { autofocus?: boolean }) => (
  <Button autofocus={autofocus} onClick={useClaims().navigation.closeDialog}>
    {t().cancel}
  </Button>
);
