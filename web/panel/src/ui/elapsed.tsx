// Time that ticks. The only things drawn anew each second.
import { pressing, span } from "../desk/times";
import { t } from "../i18n";
import { useHere } from "./page";

/** How long it has been since `since` (the centre's time, ms). */
export const Elapsed = (props: { since: number; plain?: boolean }) => {
  const { desk, page } = useHere();
  const ms = page.now.value + desk.state.peek().skew - props.since;
  return (
    <span class="p-elapsed" data-pressing={props.plain ? "calm" : pressing(ms)}>
      <span class="sr-only">{t().list.waited} </span>
      {span(ms)}
    </span>
  );
};
