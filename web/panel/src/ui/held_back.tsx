// What this agent can still undo in the open conversation, in place of the composer or above it.
import { Banner, Button, Icon } from "@baro/design";
import type { Thread } from "@baro/wire";
import { ArrowRightLeft, Check, Undo2 } from "lucide";
import type { ComponentChildren } from "preact";
import type { HeldBack, Settled } from "../desk/held_back";
import type { HeldBody } from "../desk/held_messages";
import { messageText } from "../desk/message_text";
import { sendableFiles } from "../desk/pictures";
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
          <span class="p-held-text">{heldText(held.body)}</span>
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

const heldText = (body: HeldBody): string =>
  body.type === "files" ? body.files.map(({ name }) => name).join(", ") : messageText(body);

/** Whether what is sent can be undone first, as the agent's settings say. In an emergency nothing is held back. */
export const holdsBack = ({ page }: PanelContext, { view }: Thread): boolean =>
  page.settings.peek().holdsMessages && !view.emergency;

/** Sends the files that an agent chose, pasted or dropped. */
export const sendChosenFiles = (panel: PanelContext, thread: Thread, chosen: readonly File[]): void => {
  const { desk } = panel;
  const files = sendableFiles(desk, chosen, t().pictures, desk.state.peek().fileSuffixes);
  if (files.length === 0) return;
  const body = { type: "files" as const, files };
  if (holdsBack(panel, thread)) desk.heldMessages.hold(thread.view.id, body);
  else void desk.send(thread.view.id, body);
};

/** Takes the open conversation's message back into the composer; false if none is held. */
export const takeBackMessage = ({ desk, page }: PanelContext): boolean => {
  const id = desk.selected.peek();
  const text = id === null ? null : desk.heldMessages.takeBack(id);
  if (text === null) return false;
  page.composerRequest.value = { mode: "reply", ...(text === "" ? {} : { text }) };
  return true;
};
