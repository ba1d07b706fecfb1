// An offer: what, where, how far, and the seconds that are left. It covers the page until it is answered.

import { Badge, Button, Rows } from "@baro/design";
import type { JobOfferView } from "@baro/wire";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { isSpoken, useSecondsLeft } from "../jobs/countdown";
import type { Session } from "../session";
import { t } from "../texts";

export const OfferSheet = ({ session, offer }: { session: Session; offer: JobOfferView }) => {
  const [declining, setDeclining] = useState(false);
  const ref = useRef<HTMLDialogElement>(null);
  const w = t().offer;
  const { desk, state } = session;
  const left = useSecondsLeft(offer.deadline, state.value.skew);
  const [whole] = useState(Math.max(left, 1));
  const busy = desk.busy.value || state.value.connection.phase !== "online";
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  useEffect(() => {
    if (left === 0) desk.expire(offer);
  }, [left]);
  return (
    <dialog
      ref={ref}
      class="r-offer"
      aria-labelledby="offer-title"
      // Closing it by Escape would leave the offer unanswered and out of sight.
      onCancel={(event) => event.preventDefault()}
    >
      <header>
        {/* The focus is on no button: a key that was meant for something else must not accept. */}
        <h2 id="offer-title" tabIndex={-1} autofocus>
          {w.title(offer.label)} {offer.emergency ? <Badge tone="bad">{w.danger}</Badge> : null}
        </h2>
        <p class="r-left" data-soon={left <= 10 || undefined} aria-hidden="true">
          {w.leftShort(left)}
        </p>
        <progress max={whole} value={left} aria-label={w.left(left)} />
        <p class="sr-only" role="status">
          {isSpoken(left) ? w.left(left) : ""}
        </p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard */}
      <div class="r-offer-body" tabIndex={0}>
        <p class="r-minutes">
          <strong>{w.minutes(offer.minutes)}</strong> <span>{offer.km.toFixed(1)} km</span>
        </p>
        <p class="r-place">{offer.place_text}</p>
        {offer.destination ? (
          <p>
            {t().job.destination}: {offer.destination}
          </p>
        ) : null}
        {offer.rows?.length ? <Rows rows={offer.rows} /> : null}
      </div>
      <footer class="r-thumb">
        {declining ? (
          <div class="r-reasons">
            <p>{w.why}</p>
            {desk.declineReasons.value.map(({ value, label }, at) => (
              <Button
                key={value}
                wide
                autofocus={at === 0}
                disabled={busy}
                onClick={() => void desk.decline(offer, value)}
              >
                {label}
              </Button>
            ))}
            <Button wide kind="quiet" onClick={() => setDeclining(false)}>
              {w.back}
            </Button>
          </div>
        ) : (
          <div class="r-answer">
            <Button class="r-big" onClick={() => setDeclining(true)}>
              {w.decline}
            </Button>
            <Button kind="primary" class="r-big" disabled={busy} onClick={() => void desk.accept(offer)}>
              {w.accept}
            </Button>
          </div>
        )}
      </footer>
    </dialog>
  );
};
