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
  const [confirming, setConfirming] = useState<boolean>();
  // The pressed button disappears: move the focus.
  useEffect(() => {
    if (confirming === false) document.querySelector<HTMLElement>(".c-to-agent")?.focus();
  }, [confirming]);
  const { waiting_since: since = 0, staffing = "" } = view;
  const minutes = since > 0 ? Math.floor((now.value + state.value.skew - since) / 60_000) : 0;
  const stateText = t(STAFFING_TEXTS[staffing] ?? "state_waiting");
  return (
    <section class="c-strip" data-asked={confirming || undefined}>
      <p role="status">
        {confirming ? null : <span class="c-pulse" aria-hidden="true" />}
        {confirming
          ? t("leave_queue_confirm")
          : minutes >= 1
            ? t("state_waiting_for", { state: stateText, minutes })
            : stateText}
      </p>
      {confirming ? (
        <div>
          <Button size="small" autofocus onClick={() => setConfirming(false)}>
            {t("leave_queue_no")}
          </Button>
          <Button
            size="small"
            kind="danger"
            disabled={connection.value.phase !== "online"}
            onClick={() =>
              void leaveQueue().then((left) =>
                left ? document.getElementById("talk")?.focus() : setConfirming(false),
              )
            }
          >
            {t("leave_queue_yes")}
          </Button>
        </div>
      ) : (
        <Button size="small" class="c-to-agent" onClick={() => setConfirming(true)}>
          {t("leave_queue")}
        </Button>
      )}
    </section>
  );
};
