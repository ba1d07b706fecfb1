// The screen of a signed-in responder: what is to be done now, and nothing else.
import { Button, Empty, Icon, IconButton, isTop, type Layer, Spinner, ToastContext } from "@baro/design";
import { Settings, WifiOff } from "lucide";
import { useEffect, useState } from "preact/hooks";
import type { Session } from "../session";
import { t } from "../texts";
import { Banners } from "./banners";
import { JobScreen } from "./job_screen";
import { MenuDialog } from "./menu";
import { OffDuty } from "./off_duty";
import { OfferSheet } from "./offer_sheet";
import { OnDuty } from "./on_duty";

const NOTICE_MS = 8_000;

export const Screen = ({ session, onSignOut }: { session: Session; onSignOut: () => void }) => {
  const [menu, setMenu] = useState(false);
  const w = t();
  const { desk, state } = session;
  const { you, connection } = state.value;
  const offer = desk.offer.value;
  const Notice = ({ layer }: { layer: Layer }) => <NoticeLine session={session} layer={layer} />;
  return (
    <ToastContext.Provider value={Notice}>
      <div class="r-app">
        <header class="r-top">
          <img src="./icon.svg" alt="" width="28" height="28" />
          <h1>
            {you?.name ?? w.title} <span class="sr-only">{w.title}</span>
          </h1>
          <span
            class="r-line"
            data-phase={connection.phase}
            role="img"
            aria-label={connection.phase === "online" ? w.connection.online : w.connection.connecting}
          />
          <IconButton label={w.menu.open} onClick={() => setMenu(true)}>
            <Icon of={Settings} size={24} />
          </IconButton>
        </header>
        <Banners session={session} />
        <Now session={session} />
        <Notice layer={null} />
        {offer ? <OfferSheet key={`${offer.job}${offer.number}`} session={session} offer={offer} /> : null}
        {menu ? <MenuDialog onClose={() => setMenu(false)} onSignOut={onSignOut} /> : null}
      </div>
    </ToastContext.Provider>
  );
};

const Now = ({ session }: { session: Session }) => {
  const { desk } = session;
  const w = t();
  const job = desk.job.value;
  const duty = desk.duty.value;
  if (job) return <JobScreen key={job.job} session={session} job={job} />;
  if (duty) return duty.on ? <OnDuty session={session} duty={duty} /> : <OffDuty session={session} />;
  return (
    <main class="r-main r-centre">
      {desk.failed.value ? (
        <Empty title={w.start.failed} icon={<Icon of={WifiOff} size={40} />}>
          <p>{w.start.lead}</p>
          <Button kind="primary" onClick={() => void desk.refresh()}>
            {w.retry}
          </Button>
        </Empty>
      ) : (
        <Spinner label={w.loading} />
      )}
    </main>
  );
};

/** What became of the last press, or of a job. */
const NoticeLine = ({ session, layer }: { session: Session; layer: Layer }) => {
  const { notice } = session.desk;
  const shown = notice.value;
  useEffect(() => {
    if (shown === null || layer !== null) return;
    const timer = setTimeout(() => {
      notice.value = null;
    }, NOTICE_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  const w = t();
  const words = {
    offer_over: w.offer.over,
    offer_gone: w.offer.gone,
    job_gone: w.job.gone,
    job_done: w.job.done,
    wrong: w.wrong,
    no_connection: w.noConnection,
  };
  const text = shown === null || !isTop(layer) ? null : typeof shown === "string" ? words[shown] : shown.text;
  return (
    <p class="r-notice" role="status" data-shown={text !== null}>
      {text}
    </p>
  );
};
