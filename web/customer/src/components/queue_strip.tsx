// The status strip of a customer in the queue: staffing, waiting time, and the button that leaves the queue.
import { Button } from "@baro/design";
import type { ConversationView } from "@baro/wire";
import { useEffect, useState } from "preact/hooks";
import { connection, leaveQueue, now, state } from "../model";
import { type Key, t } from "../texts";

const STAFFING_TEXTS: Record<string, Key> = {
  busy: "state_waiting_busy",
  closed: "state_waiting_closed",
  nobody: "state_waiting_nobody",
};

export const QueueStrip = ({ view }: { view: ConversationView }) => {
  const [asked, setAsked] = useState<boolean>();
  // The pressed button disappears: move the focus.
  useEffect(() => {
    if (asked === false) document.querySelector<HTMLElement>(".c-to-agent")?.focus();
  }, [asked]);
  const { waiting_since: since = 0, staffing = "" } = view;
  const minutes = since > 0 ? Math.floor((now.value + state.value.skew - since) / 60_000) : 0;
  const told = t(STAFFING_TEXTS[staffing] ?? "state_waiting");
  return (
    <section class="c-strip" data-asked={asked || undefined}>
      <p role="status">
        {asked ? null : <span class="c-pulse" aria-hidden="true" />}
        {asked
          ? t("leave_queue_confirm")
          : minutes >= 1
            ? t("state_waiting_for", { state: told, minutes })
            : told}
      </p>
      {asked ? (
        <div>
          <Button size="small" autofocus onClick={() => setAsked(false)}>
            {t("leave_queue_no")}
          </Button>
          <Button
            size="small"
            kind="danger"
            disabled={connection.value.phase !== "online"}
            onClick={() =>
              void leaveQueue().then((left) =>
                left ? document.getElementById("talk")?.focus() : setAsked(false),
              )
            }
          >
            {t("leave_queue_yes")}
          </Button>
        </div>
      ) : (
        <Button size="small" class="c-to-agent" onClick={() => setAsked(true)}>
          {t("leave_queue")}
        </Button>
      )}
    </section>
  );
};
