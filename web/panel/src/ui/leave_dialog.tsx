// Confirms going offline with open conversations.
import { Button, Dialog } from "@baro/design";
import { t } from "../i18n";
import { usePanel } from "./panel_context";

export const LeaveDialog = ({ signingOut }: { signingOut: boolean }) => {
  const { desk, page, signOut } = usePanel();
  const w = t().status;
  const leave = async () => {
    page.closeDialog();
    const done = await desk.setStatus("offline");
    if (done && signingOut) signOut();
  };
  return (
    <Dialog title={w.leaveTitle} closeLabel={t().close} onClose={page.closeDialog} class="p-dialog">
      <p>{w.leaveText(desk.openCount.value)}</p>
      <div class="p-stack">
        <Button kind="danger" onClick={() => void leave()}>
          {w.leave}
        </Button>
        {signingOut ? null : (
          <Button
            onClick={() => {
              page.closeDialog();
              void desk.setStatus("paused");
            }}
          >
            {w.pauseInstead}
          </Button>
        )}
        <Button kind="quiet" onClick={page.closeDialog}>
          {t().cancel}
        </Button>
      </div>
    </Dialog>
  );
};
