// Which reminders the customer wants.
import { Button, Dialog, Empty, Spinner, Switch } from "@baro/design";
import type { ReminderChoice } from "@baro/wire";
import { useEffect, useState } from "preact/hooks";
import { attempt } from "./model";
import { t } from "./texts";

export const Reminders = ({ onClose }: { onClose: () => void }) => {
  const [kinds, setKinds] = useState<readonly ReminderChoice[] | null>(null);
  const [failed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    void attempt(async (to) => setKinds((await to.request("reminders", {})).kinds)).then((done) =>
      setFailed(!done),
    );
  };
  useEffect(load, []);
  const turn = (kind: string, on: boolean) => {
    void attempt(async (to) =>
      setKinds((await to.request("turn_reminder", { kind: kind as "renewal", on })).kinds),
    );
  };
  return (
    <Dialog title={t("reminders")} closeLabel={t("close_window")} onClose={onClose}>
      <p>{t("reminders_lead")}</p>
      {failed ? (
        <Empty title={t("reminders_failed")}>
          <Button kind="primary" onClick={load}>
            {t("try_again")}
          </Button>
        </Empty>
      ) : kinds === null ? (
        <p class="c-loading">
          <Spinner />
          {t("thread_empty")}
        </p>
      ) : (
        <div class="c-menu">
          {kinds.map(({ kind, label, on }) => (
            <Switch key={kind} label={label} on={on} onChange={(wanted) => turn(kind, wanted)} />
          ))}
        </div>
      )}
      <p class="c-hint">{t("reminders_law")}</p>
    </Dialog>
  );
};
