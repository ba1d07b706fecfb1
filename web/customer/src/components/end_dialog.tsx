// Ends a conversation; asks first whether to keep the draft of an unregistered accident.
import { Button, Dialog } from "@baro/design";
import { useState } from "preact/hooks";
import { endConversation } from "../model";
import { t } from "../texts";

export const EndDialog = ({ onClose }: { onClose: () => void }) => {
  const [unfinished, setUnfinished] = useState(false);
  const [busy, setBusy] = useState(false);
  const ending = async (draft: "" | "keep" | "discard") => {
    setBusy(true);
    const how = await endConversation(draft);
    setBusy(false);
    if (how === "asked") setUnfinished(true);
    else onClose();
  };
  return (
    <Dialog
      key={unfinished ? "unfinished" : "sure"}
      title={t(unfinished ? "draft_title" : "end_title")}
      closeLabel={t("close_window")}
      onClose={onClose}
    >
      <p>{t(unfinished ? "draft_lead" : "end_lead")}</p>
      <div class="b-dialog-actions">
        <Button onClick={onClose}>{t("cancel")}</Button>
        {unfinished ? (
          <>
            <Button kind="danger" disabled={busy} onClick={() => void ending("discard")}>
              {t("draft_discard")}
            </Button>
            <Button kind="primary" disabled={busy} onClick={() => void ending("keep")}>
              {t("draft_keep")}
            </Button>
          </>
        ) : (
          <Button kind="danger" disabled={busy} onClick={() => void ending("")}>
            {t("end_yes")}
          </Button>
        )}
      </div>
    </Dialog>
  );
};
