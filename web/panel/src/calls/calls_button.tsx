// The top bar's button to the calls due, with how many there are and how many are late.
import { Badge, Icon } from "@baro/design";
import { PhoneOutgoing } from "lucide";
import { useEffect } from "preact/hooks";
import { t } from "../i18n";
import { usePanel } from "../ui/panel_context";
import { OPEN_LIST_MS, refreshWhileVisible } from "../ui/refresh";

const BADGE_MS = 30_000;

export const CallsButton = () => {
  const { calls, desk, page } = usePanel();
  const w = t().calls;
  const online = desk.state.value.connection.phase === "online";
  const everyMs = page.dialog.value === "calls" ? OPEN_LIST_MS : BADGE_MS;
  useEffect(
    () => (online ? refreshWhileVisible(() => void calls.load(), everyMs) : undefined),
    [calls, online, everyMs],
  );
  const count = calls.rows.value.length;
  const late = calls.lateCount.value;
  return (
    <button
      type="button"
      class="p-calls-button"
      title={w.title}
      onClick={() => {
        page.dialog.value = "calls";
      }}
    >
      <Icon of={PhoneOutgoing} size={18} />
      {count > 0 ? (
        <Badge tone={late > 0 ? "bad" : "plain"}>
          <span aria-hidden="true">{count}</span>
        </Badge>
      ) : null}
      <span class="sr-only">{w.button(count, late)}</span>
    </button>
  );
};
