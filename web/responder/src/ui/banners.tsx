// Banners: connection, position, steps that wait.
import { Banner, Button, Icon, Spinner } from "@baro/design";
import { CloudOff, CloudUpload, MapPinOff } from "lucide";
import type { Session } from "../session";
import { t } from "../texts";

export const Banners = ({ session }: { session: Session }) => (
  <div role="status">
    <ConnectionBanner session={session} />
    <PositionBanner session={session} />
  </div>
);

const ConnectionBanner = ({ session }: { session: Session }) => {
  const w = t().connection;
  const { connection, you } = session.state.value;
  switch (connection.phase) {
    case "offline":
      return (
        <Banner tone="warn" icon={<Icon of={CloudOff} />}>
          {w.offline}
        </Banner>
      );
    case "waiting":
      return (
        <Banner
          tone="warn"
          icon={<Icon of={CloudOff} />}
          action={
            <Button size="small" onClick={() => session.client.reconnectNow()}>
              {w.now}
            </Button>
          }
        >
          {w.waiting}
        </Banner>
      );
    case "connecting":
      return you === null ? null : <Banner icon={<Spinner />}>{w.connecting}</Banner>;
    default:
      return null;
  }
};

/** From here on it is said how many positions wait. */
const MANY = 3;

const PositionBanner = ({ session }: { session: Session }) => {
  const w = t().place;
  const { state, sender } = session.tracker;
  if (state.value === "denied" || state.value === "missing")
    return (
      <Banner tone="bad" icon={<Icon of={MapPinOff} />}>
        {w[state.value]}
      </Banner>
    );
  if (sender.refusal.value !== "") return <Banner tone="warn">{w.refused(sender.refusal.value)}</Banner>;
  return sender.waiting.value >= MANY ? (
    <Banner icon={<Icon of={CloudUpload} />}>{w.waiting(sender.waiting.value)}</Banner>
  ) : null;
};
