// Banners: connection, session, storage.
import { Banner, Button, Icon, Spinner } from "@baro/design";
import { CloudOff, KeyRound, TriangleAlert } from "lucide";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { usePanel } from "./panel_context";

/** The end of a session is announced this long before, ms. */
const SESSION_WARNING_MS = 5 * 60_000;

export const Banners = () => (
  <div class="p-banners" role="status">
    <ConnectionBanner />
    <SessionBanner />
    <StorageBanner />
  </div>
);

const ConnectionBanner = () => {
  const { desk, page } = usePanel();
  const w = t().connection;
  const { connection, you } = desk.state.value;
  switch (connection.phase) {
    case "online":
    case "stopped":
    case "signed-out":
      return null;
    case "connecting":
      return (
        <Banner tone={you === null ? "plain" : "warn"} icon={<Spinner />}>
          {w.connecting}
        </Banner>
      );
    case "offline":
      return (
        <Banner tone="bad" icon={<Icon of={CloudOff} />}>
          {w.offline}
        </Banner>
      );
    case "waiting": {
      const seconds = Math.max(0, Math.ceil((connection.retryAt - page.now.value) / 1000));
      return (
        <Banner
          tone="warn"
          icon={<Icon of={CloudOff} />}
          action={
            <Button size="small" onClick={() => desk.wire.reconnectNow()}>
              {w.now}
            </Button>
          }
        >
          {w.waiting(seconds)}
        </Banner>
      );
    }
  }
};

const SessionBanner = () => {
  const { page, expiresAt, extend, desk } = usePanel();
  const [busy, setBusy] = useState(false);
  const w = t().session;
  const left = expiresAt.value - page.now.value - desk.state.value.skew;
  if (expiresAt.value === 0 || left > SESSION_WARNING_MS || left <= 0) return null;
  const again = async () => {
    if (!extend) return;
    setBusy(true);
    try {
      await extend();
      desk.toasts.show({ tone: "good", text: w.extended });
    } catch {
      desk.toasts.show({ tone: "bad", text: t().signIn.failed });
    }
    setBusy(false);
  };
  return (
    <Banner
      tone="warn"
      icon={<Icon of={KeyRound} />}
      action={
        extend ? (
          <Button size="small" kind="primary" disabled={busy} onClick={() => void again()}>
            {w.extend}
          </Button>
        ) : undefined
      }
    >
      {w.ending(Math.max(1, Math.ceil(left / 60_000)))}
    </Banner>
  );
};

const StorageBanner = () => {
  const { desk } = usePanel();
  return desk.state.value.durable ? null : (
    <Banner tone="warn" icon={<Icon of={TriangleAlert} />}>
      {t().connection.notDurable}
    </Banner>
  );
};
