// Follow-ups: in the list of all, and beside the conversation of their customer.
import { Badge, Button, Icon } from "@baro/design";
import { dayAndClock } from "@baro/design/format";
import type { FollowUpView, Thread } from "@baro/wire";
import { AlarmClockPlus } from "lucide";
import { locale, t } from "../i18n";
import { Block } from "./customer_blocks";
import { usePanel } from "./panel_context";

/** `named`: with the name of the customer. */
export const FollowUpList = (props: { followUps: readonly FollowUpView[]; named: boolean }) => {
  const { desk, page } = usePanel();
  const w = t().teamwork;
  const now = page.now.value + desk.state.value.skew;
  return (
    <ul class="p-follow-ups" aria-label={w.followUps}>
      {props.followUps.map((one) => {
        const isDone = (one.done_at ?? 0) > 0;
        return (
          <li key={one.key} data-done={isDone || undefined}>
            <label>
              <input
                type="checkbox"
                checked={isDone}
                onChange={() => void desk.finishFollowUp(one.key, !isDone)}
              />
              <span>
                {props.named ? <strong>{one.customer.name} </strong> : null}
                <span class="p-follow-up-text">{one.text}</span>
                <span class="p-muted">
                  {dayAndClock(one.due_at - desk.state.value.skew, locale())}{" "}
                  {!isDone && one.due_at <= now ? <Badge tone="bad">{w.isDue}</Badge> : null}
                </span>
              </span>
            </label>
          </li>
        );
      })}
    </ul>
  );
};

/** Those of the conversation's customer. */
export const FollowUps = ({ thread }: { thread: Thread }) => {
  const { desk, page } = usePanel();
  const w = t().teamwork;
  const own = desk.teamwork.followUps.value.filter(({ customer }) => customer.id === thread.view.customer.id);
  return (
    <Block
      title={w.followUps}
      action={
        thread.leftReason === null ? (
          <Button
            size="small"
            kind="quiet"
            onClick={() => {
              page.dialog.value = "followUp";
            }}
          >
            <Icon of={AlarmClockPlus} size={14} />
            {w.add}
          </Button>
        ) : null
      }
    >
      {own.length === 0 ? (
        <p class="p-muted">{w.noFollowUps}</p>
      ) : (
        <FollowUpList followUps={own} named={false} />
      )}
    </Block>
  );
};
