// Leaving with conversations still open: asks first.
import { Button, Dialog } from "@baro/design";
import { t } from "../i18n";
import { useHere } from "./page";

export const LeaveWindow = ({ signingOut }: { signingOut: boolean }) => {
  const { desk, page, signOut } = useHere();
  const w = t().status;
  const leave = async () => {
    page.close();
    const done = await desk.become("offline");
    if (done && signingOut) signOut();
  };
  return (
    <Dialog title={w.leaveTitle} closeLabel={t().close} onClose={page.close} class="p-window">
      <p>{w.leaveText(desk.open.value)}</p>
      <div class="p-stack">
        <Button kind="danger" onClick={() => void leave()}>
          {w.leave}
        </Button>
        {signingOut ? null : (
          <Button
            onClick={() => {
              page.close();
              void desk.become("paused");
            }}
          >
            {w.pauseInstead}
          </Button>
        )}
        <Button kind="quiet" onClick={page.close}>
          {t().cancel}
        </Button>
      </div>
    </Dialog>
  );
};
