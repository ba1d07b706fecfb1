// Mentions by colleagues, and this agent's follow-ups.
import { Badge, Button, Dialog } from "@baro/design";
import { dayAndClock } from "@baro/design/format";
import type { MentionView } from "@baro/wire";
import { useEffect, useState } from "preact/hooks";
import { locale, t } from "../i18n";
import { FollowUpList } from "./follow_ups";
import { usePanel } from "./panel_context";

export const InboxDialog = () => {
  const { desk, page } = usePanel();
  const w = t().teamwork;
  const { mentions, followUps } = desk.teamwork;
  // Those that were new when the dialog opened stay marked until it closes.
  const [seenAt] = useState(() => desk.teamwork.seenAt.peek());
  useEffect(() => void desk.teamwork.see().catch(() => undefined), [mentions.value]);
  const open = followUps.value.filter(({ done_at = 0 }) => done_at === 0);
  const done = followUps.value.filter(({ done_at = 0 }) => done_at > 0).reverse();
  return (
    <Dialog title={w.inbox} closeLabel={t().close} onClose={page.closeDialog} class="p-dialog">
      <section class="p-inbox">
        <h3>{w.followUps}</h3>
        {open.length + done.length === 0 ? (
          <p class="p-muted">{w.noFollowUps}</p>
        ) : (
          <FollowUpList followUps={[...open, ...done.slice(0, 5)]} named />
        )}
      </section>
      <section class="p-inbox">
        <h3>{w.mentions}</h3>
        {mentions.value.length === 0 ? (
          <p class="p-muted">{w.noMentions}</p>
        ) : (
          <ul class="p-mentions" aria-label={w.mentions}>
            {mentions.value.map((one) => (
              <Mention key={`${one.at} ${one.conversation}`} mention={one} isNew={one.at > seenAt} />
            ))}
          </ul>
        )}
      </section>
    </Dialog>
  );
};

const Mention = ({ mention, isNew }: { mention: MentionView; isNew: boolean }) => {
  const { desk, page } = usePanel();
  const w = t().teamwork;
  const { by, words, customer, conversation, at } = mention;
  const here = desk.state.value.threads.has(conversation);
  return (
    <li>
      <p>
        <strong>{by.name}</strong> {isNew ? <Badge tone="brand">{w.isNew}</Badge> : null}
        <span class="p-muted">
          {customer.name} · {dayAndClock(at, locale())}
        </span>
      </p>
      <p>{words}</p>
      {here ? (
        <Button
          size="small"
          onClick={() => {
            desk.select(conversation);
            page.pane.value = "thread";
            page.closeDialog();
          }}
        >
          {w.toConversation}
        </Button>
      ) : null}
    </li>
  );
};
