// Waiting times; the only components rendered every second.
import { type AwaitedAnswer, answerUrgency } from "../desk/answer_due";
import { formatDuration } from "../desk/wait_time";
import { t } from "../i18n";
import { usePanel } from "./panel_context";

/** Waiting time of an emergency, in whole minutes. */
export const WaitingMinutes = ({ since }: { since: number }) => {
  const { desk, page } = usePanel();
  const ms = page.now.value + desk.state.peek().skew - since;
  return (
    <span class="p-elapsed" data-urgency="late">
      {t().list.minutes(Math.max(0, Math.floor(ms / 60_000)))}
    </span>
  );
};

/** How long an answer has been awaited (the server's time), and whether it is due. */
export const Elapsed = ({ answer, quiet }: { answer: AwaitedAnswer; quiet?: boolean }) => {
  const { desk, page } = usePanel();
  const w = t().list;
  const now = page.now.value + desk.state.peek().skew;
  const soonMs = (desk.rules.value?.answer_soon_seconds ?? 0) * 1_000;
  const urgency = answerUrgency(answer, desk.serviceLevels.value, soonMs, now);
  return (
    <span class="p-elapsed" data-urgency={urgency}>
      {quiet ? null : <span class="sr-only">{w.waited} </span>}
      {formatDuration(now - answer.since)}
      {urgency === "calm" ? null : <span class="p-due"> {w.due[urgency]}</span>}
    </span>
  );
};
