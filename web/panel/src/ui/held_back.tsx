// What this agent can still undo in the open conversation, in place of the composer or above it.
import { Banner, Button, Icon } from "@baro/design";
import { ArrowRightLeft, Check, Undo2 } from "lucide";
import type { ComponentChildren } from "preact";
import type { HeldBack, Settled } from "../desk/held_back";
import { messageText } from "../desk/message_text";
import { t } from "../i18n";
import { focusElement, type PanelContext, usePanel } from "./panel_context";

/** In place of the composer while a resolve or a transfer is pending. */
export const PendingEnd = ({ id }: { id: string }) => {
  const { desk } = usePanel();
  const w = t();
  if (desk.resolver.pending.value.has(id))
    return (
      <Held id={id} held={desk.resolver} icon={<Icon of={Check} />} now={w.pendingResolve.now}>
        {w.pendingResolve.banner}
      </Held>
    );
  return (
    <Held id={id} held={desk.transfers} icon={<Icon of={ArrowRightLeft} />} now={w.transfer.now}>
      {w.transfer.banner}
    </Held>
  );
};

interface HeldProps {
  readonly id: string;
  readonly held: Pick<HeldBack<Settled>, "undo" | "sendNow">;
  readonly icon: ComponentChildren;
  readonly now: string;
  readonly children: ComponentChildren;
}

const Held = ({ id, held, icon, now, children }: HeldProps) => (
  <div class="p-closing">
    <Banner
      tone="good"
      icon={icon}
      action={
        <>
          <Button
            size="small"
            onClick={() => {
              held.undo(id);
              focusElement("composer");
            }}
          >
            <Icon of={Undo2} size={16} />
            {t().undo}
          </Button>
          <Button size="small" kind="quiet" onClick={() => void held.sendNow(id)}>
            {now}
          </Button>
        </>
      }
    >
      {children}
    </Banner>
  </div>
);

/** The message that hasn't left the desk yet. */
export const HeldMessageView = ({ id }: { id: string }) => {
  const panel = usePanel();
  const held = panel.desk.heldMessages.pending.value.get(id);
  const w = t().heldMessage;
  return (
    <div class="p-held" role="status">
      {held ? (
        <>
          <span class="p-held-text">{messageText(held.body)}</span>
          <span class="p-muted">{w.soon}</span>
          <Button size="small" onClick={() => takeBackMessage(panel)}>
            <Icon of={Undo2} size={16} />
            {t().undo}
          </Button>
          <Button size="small" kind="quiet" onClick={() => void panel.desk.heldMessages.sendNow(id)}>
            {w.now}
          </Button>
        </>
      ) : null}
    </div>
  );
};

/** Takes the open conversation's message back into the composer; false if none is held. */
export const takeBackMessage = ({ desk, page }: PanelContext): boolean => {
  const id = desk.selected.peek();
  const text = id === null ? null : desk.heldMessages.takeBack(id);
  if (text === null) return false;
  page.composerRequest.value = { mode: "reply", ...(text === "" ? {} : { text }) };
  return true;
};
