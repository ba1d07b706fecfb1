// The waiting card at the end of the thread: who is on duty, place and time, and what else the customer can do.
import { Banner, Button } from "@baro/design";
import { phoneLink } from "@baro/design/format";
import { loadStyles } from "@baro/design/load_styles";
import type { Results, Thread, WaitingCardView } from "@baro/wire";
import { useEffect, useState } from "preact/hooks";
import { attempt, connection, leaveQueue, now, state } from "../model";
import { type Key, language, t, timeText } from "../texts";
import { CallForm } from "./call_form";
import { pushedCard } from "./pushed_card";
import { isLonger, placeText, waitText } from "./wait_words";
import styles from "./waiting.css?url";

/** Resolves once the part's style sheet applies. */
export const ready = loadStyles(styles);

/** A card that didn't come is asked for again after this time. */
const AGAIN_MS = 3_000;

type Shown = Results["waiting_card"];

const STAFFING: Record<string, Key> = {
  free: "wait_staff_free",
  busy: "wait_staff_busy",
  closed: "wait_staff_closed",
  nobody: "wait_staff_nobody",
};

const REASONS: Record<string, Key> = {
  overtaken: "wait_overtaken",
  fewer_agents: "wait_fewer_agents",
};

/** What the card asks for: a time for a call, or whether to lose the place. */
type Question = "call" | "stop" | null;

export const WaitingCard = ({ thread: { view } }: { thread: Thread }) => {
  const [shown, show] = useState<Shown | null>(null);
  const [question, ask] = useState<Question>(null);
  const online = connection.value.phase === "online";
  const { id, queue = "", staffing = "", delayed = false } = view;
  useEffect(() => {
    if (!online) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wanted = true;
    const load = async () => {
      let came = false;
      await attempt(async (to) => {
        const answer = await to.request("waiting_card", { conversation: id });
        came = answer.card !== undefined;
        if (wanted) show(answer);
      });
      if (wanted && !came) timer = setTimeout(() => void load(), AGAIN_MS);
    };
    void load();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [online, id, queue, staffing, delayed]);
  const card = newest(shown?.card ?? null, pushedCard.value, id);
  if (!shown?.queue || !card) return null;
  const { phone } = shown.queue;
  const label = shown.queue.labels[language.value] ?? "";
  const hours = shown.queue.hours[language.value] ?? "";
  const time = now.value + state.value.skew;
  const withBot = card.with_bot ?? false;
  const keepWaiting = (bot: boolean) =>
    void attempt(async (to) => show(await to.request("keep_waiting", { conversation: id, with_bot: bot })));
  const leaveMessage = () =>
    void attempt(async (to) => {
      await to.request("leave_message", { conversation: id, key: crypto.randomUUID() });
    });
  return (
    <li class="c-row">
      <section class="c-waiting" aria-label={t("wait_title", { queue: label })}>
        <h3>{t("wait_title", { queue: label })}</h3>
        {delayed && !card.keeps_waiting ? <Banner tone="warn">{t("wait_delayed")}</Banner> : null}
        <div role="status">
          <p class="c-waiting-place">{placeText(card)}</p>
          <p class="c-waiting-time">{waitText(card)}</p>
          {card.reason && REASONS[card.reason] ? <p>{t(REASONS[card.reason] as Key)}</p> : null}
          <p class="c-waiting-as-of">
            {t(isLonger(card, time) ? "wait_longer" : "wait_as_of", { time: timeText(card.at) })}
          </p>
        </div>
        <p>{t(STAFFING[shown.queue.staffing] ?? "wait_staff_busy")}</p>
        <p>
          {t("wait_hours", { hours })} · <a href={phoneLink(phone)}>{phone}</a>
        </p>
        <p>{t("wait_window_closed")}</p>
        {withBot ? <p role="status">{t("wait_with_bot")}</p> : null}
        {question === "call" ? (
          <CallForm conversation={id} done={() => ask(null)} />
        ) : question === "stop" ? (
          <div class="c-waiting-choices">
            <p>{t("leave_queue_confirm")}</p>
            <Button autofocus onClick={() => ask(null)}>
              {t("leave_queue_no")}
            </Button>
            <Button kind="danger" disabled={!online} onClick={() => void leaveQueue()}>
              {t("leave_queue_yes")}
            </Button>
          </div>
        ) : (
          <div class="c-waiting-choices">
            {delayed && !card.keeps_waiting ? (
              <Button kind="primary" disabled={!online} onClick={() => keepWaiting(withBot)}>
                {t("leave_queue_no")}
              </Button>
            ) : null}
            <Button disabled={!online} onClick={() => ask("call")}>
              {t("wait_call")}
            </Button>
            <Button disabled={!online} onClick={leaveMessage}>
              {t("wait_message")}
            </Button>
            <Button disabled={!online} onClick={() => keepWaiting(!withBot)}>
              {t(withBot ? "wait_without_bot" : "wait_bot")}
            </Button>
            <Button disabled={!online} onClick={() => ask("stop")}>
              {t("leave_queue")}
            </Button>
          </div>
        )}
      </section>
    </li>
  );
};

/** The newer one of the answer's card and the pushed one of this conversation. */
const newest = (
  answered: WaitingCardView | null,
  pushed: WaitingCardView | null,
  conversation: string,
): WaitingCardView | null =>
  pushed?.conversation === conversation && (!answered || pushed.version > answered.version)
    ? pushed
    : answered;
