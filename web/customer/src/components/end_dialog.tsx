// Ends a conversation; asks first whether to keep the draft of an unregistered accident.
import { Button, Dialog } from "@baro/design";
import { useState } from "preact/hooks";
import { endConversation } from "../model";
import { t } from "../texts";

export const EndDialog = ({ onClose }: { onClose: () => void }) => {
  const [draftOpen, setDraftOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = async (draft: "" | "keep" | "discard") => {
    setBusy(true);
    const result = await endConversation(draft);
    setBusy(false);
    if (result === "asked") setDraftOpen(true);
    else onClose();
  };
  return (
    <Dialog
      key={draftOpen ? "unfinished" : "sure"}
      title={t(draftOpen ? "draft_title" : "end_title")}
      closeLabel={t("close_window")}
      onClose={onClose}
    >
      <p>{t(draftOpen ? "draft_lead" : "end_lead")}</p>
      {draftOpen ? (
        // Apart, and not where the button of the question before was: a second press keeps.
        <div class="c-apart">
          <Button kind="danger" wide disabled={busy} onClick={() => void submit("discard")}>
            {t("draft_discard")}
          </Button>
        </div>
      ) : null}
      <div class="b-dialog-actions">
        <Button onClick={onClose}>{t("cancel")}</Button>
        {draftOpen ? (
          <Button kind="primary" disabled={busy} onClick={() => void submit("keep")}>
            {t("draft_keep")}
          </Button>
        ) : (
          <Button kind="danger" disabled={busy} onClick={() => void submit("")}>
            {t("end_yes")}
          </Button>
        )}
      </div>
    </Dialog>
  );
};
