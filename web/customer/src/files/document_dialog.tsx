// A document that is filled in and signed in the chat: its fields with what is known; the text to sign comes to the thread.
import { Dialog, Spinner } from "@baro/design";
import type { DocumentForm, DocumentStatus } from "@baro/wire";
import { useEffect, useState } from "preact/hooks";
import { FormView } from "../components/form";
import { attempt, current, isOver, showConversation } from "../model";
import { t } from "../texts";

interface Props {
  claim: string;
  document: DocumentStatus;
  onClose: () => void;
}

export const DocumentDialog = ({ claim, document: { item, label }, onClose }: Props) => {
  const [form, setForm] = useState<DocumentForm | null>(null);
  useEffect(() => {
    void attempt(async (to) => setForm(await to.request("prepare_document", { claim, item }))).then((done) =>
      done ? undefined : onClose(),
    );
  }, [claim, item]);
  const request = async (values: Record<string, string>) => {
    const done = await attempt(async (to) => {
      const here = current.peek();
      const conversation = here && !isOver(here) ? here.view.id : await to.open();
      await to.request("request_signature", { claim, item, conversation, values });
      showConversation(conversation);
    });
    if (!done) return;
    // As Escape does: also the window of claims is closed, if the document was opened there.
    for (const open of document.querySelectorAll("dialog[open]"))
      open.dispatchEvent(new Event("cancel", { cancelable: true }));
  };
  return (
    <Dialog title={label} closeLabel={t("close_window")} onClose={onClose}>
      <p>{t("document_fill_lead")}</p>
      {form ? (
        <FormView
          form={{
            type: "form",
            form: item,
            title: label,
            fields: form.fields,
            submit: t("document_fill_next"),
          }}
          seq={0}
          live
          submitted={null}
          onSubmit={(values) => void request(values)}
        />
      ) : (
        <Spinner label={t("thread_empty")} />
      )}
    </Dialog>
  );
};
