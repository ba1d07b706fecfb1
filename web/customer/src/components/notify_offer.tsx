// Offers notifications when there is something to wait for: an agent, or the next step of a claim. Once.
import { Button } from "@baro/design";
import { localStore } from "@baro/design/storage";
import type { Thread } from "@baro/wire";
import { signal } from "@preact/signals";
import { isWaiting } from "../model";
import { canNotify, notificationsOn, setNotifications } from "../notifications";
import { t } from "../texts";

const KEY = "baro notify offered";
const offered = signal(localStore.get(KEY) === "yes");

const hasClaim = ({ messages }: Thread): boolean =>
  messages.some(({ body }) => body.type === "notice" && body.code === "claim.registered");

export const NotifyOffer = ({ thread }: { thread: Thread }) => {
  const waits = isWaiting(thread) || hasClaim(thread);
  if (!waits || offered.value || notificationsOn.value || !canNotify) return null;
  if (Notification.permission === "denied") return null;
  const answer = (on: boolean) => {
    offered.value = true;
    localStore.set(KEY, "yes");
    if (on) void setNotifications(true);
    document.getElementById("talk")?.focus();
  };
  return (
    <section class="c-strip c-notify" aria-label={t("notify")}>
      <p>{t("notify_offer")}</p>
      <div>
        <Button size="small" onClick={() => answer(false)}>
          {t("notify_later")}
        </Button>
        <Button size="small" kind="primary" onClick={() => answer(true)}>
          {t("notify_yes")}
        </Button>
      </div>
    </section>
  );
};
