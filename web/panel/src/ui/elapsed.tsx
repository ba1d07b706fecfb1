// Waiting times; the only components rendered every second.
import { answerUrgency, formatDuration } from "../desk/wait_time";
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

/** Time since `since` (the server's time, ms). */
export const Elapsed = (props: {
  since: number;
  plain?: boolean /** The text beside it describes it. */;
  quiet?: boolean;
}) => {
  const { desk, page } = usePanel();
  const ms = page.now.value + desk.state.peek().skew - props.since;
  return (
    <span class="p-elapsed" data-urgency={props.plain ? "calm" : answerUrgency(ms, desk.rules.value)}>
      {props.quiet ? null : <span class="sr-only">{t().list.waited} </span>}
      {formatDuration(ms)}
    </span>
  );
};
