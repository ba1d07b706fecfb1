// The live card of a roadside job: when the truck comes, where it is, who drives it, and what the customer can do.

import { Banner, Button, Icon, Rows, Spinner } from "@baro/design";
import { loadStyles } from "@baro/design/load_styles";
import type { CardRow, JobCardView } from "@baro/wire";
import { Clock3, Truck } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { attempt, connection, current, now, state } from "../model";
import { JobButtons } from "./job_buttons";
import styles from "./job_card.css?url";
import { jobCards, keepCard } from "./job_cards";
import { JobRating } from "./job_rating";
import { WayMap } from "./way_map";
import { r } from "./words";

/** Resolves once the part's style sheet applies. */
export const ready = loadStyles(styles);

/** The card as its message has it: shown until the live one is there. */
interface JobCardBody {
  readonly job: string;
  readonly title: string;
  readonly text?: string;
  readonly rows?: readonly CardRow[];
}

/** Only the newest message of a job is live; what earlier ones said stays. */
export const JobCard = ({ body, seq }: { body: JobCardBody; seq: number }) => {
  const messages = current.value?.messages ?? [];
  const live =
    messages.findLast((one) => one.body.type === "job_card" && one.body.job === body.job)?.seq === seq;
  const [failed, setFailed] = useState(false);
  const online = connection.value.phase === "online";
  const card = live ? (jobCards.value.get(body.job) ?? null) : null;
  const ask = async () => {
    setFailed(false);
    const done = await attempt(async (to) => {
      const shown = await to.request("job_card", { job: body.job });
      if (shown.card) keepCard(shown.card);
    });
    setFailed(!done);
  };
  // Anew after every welcome: what was pushed meanwhile didn't come, and the language may be another one.
  useEffect(() => {
    if (live && online) void ask();
  }, [live, online, state.value.you, body.job]);
  if (card) return <LiveCard card={card} />;
  const w = r();
  return (
    <article class="b-card c-job">
      <header>{body.title}</header>
      <div class="b-card-body">
        {body.text ? <p>{body.text}</p> : null}
        {body.rows?.length ? <Rows rows={body.rows} /> : null}
        {live && failed ? (
          <p role="alert">
            {w.failed}{" "}
            <Button size="small" disabled={!online} onClick={() => void ask()}>
              {w.retry}
            </Button>
          </p>
        ) : live && online ? (
          <Spinner label={w.loading} />
        ) : null}
      </div>
    </article>
  );
};

/** States in which the truck is on its way. */
const COMING: readonly string[] = ["accepted", "en_route"];

const LiveCard = ({ card }: { card: JobCardView }) => {
  const w = r();
  const { responder, arrival } = card;
  // What is agreed stands among the rows.
  const asked = card.buttons?.some(({ id }) => id === "agree");
  const photos = (phase: string) => (card.photos ?? []).filter((photo) => photo.phase === phase).length;
  return (
    <article class="b-card c-job" data-state={card.state} aria-label={card.title}>
      <header>{card.title}</header>
      <div class="b-card-body">
        {card.late ? (
          <Banner tone="warn" icon={<Icon of={Clock3} />}>
            {card.late}
          </Banner>
        ) : null}
        <div role="status">
          {arrival ? <p class="c-job-arrival">{arrival.text}</p> : null}
          {arrival && !card.stale_since && !asked ? null : <p>{card.text}</p>}
          <LastSeen card={card} />
        </div>
        {COMING.includes(card.state) ? <WayMap card={card} /> : null}
        {responder ? (
          <p class="c-job-responder">
            <Icon of={Truck} size={28} />
            <span>
              <b>{responder.name}</b>
              <span>{[responder.truck, responder.plate].filter(Boolean).join(" · ")}</span>
            </span>
          </p>
        ) : null}
        {card.rows?.length ? <Rows rows={card.rows} /> : null}
        {asked && card.terms?.rows?.length ? <Rows rows={card.terms.rows} /> : null}
        {card.photos?.length ? <p>{w.photos(photos("before"), photos("after"))}</p> : null}
        <JobButtons card={card} />
        <JobRating card={card} />
      </div>
    </article>
  );
};

/** Since when the truck wasn't seen. */
const LastSeen = ({ card }: { card: JobCardView }) => {
  if (!card.stale_since) return null;
  const minutes = Math.floor((now.value + state.value.skew - card.stale_since) / 60_000);
  return <p class="c-job-stale">{minutes < 1 ? r().seenNow : r().seen(minutes)}</p>;
};
