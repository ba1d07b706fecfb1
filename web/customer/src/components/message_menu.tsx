// The menu of a message: long press, right click, or the keyboard (Enter in the thread, then arrows).
import { Icon, Popup } from "@baro/design";
import type { Thread } from "@baro/wire";
import { Copy, Share2 } from "lucide";
import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { canShare, copyText, shareText } from "../export_text";
import { t } from "../texts";
import { textOf } from "../transcript";

/** Duration of a long press, ms, and the movement that cancels it, px. */
const LONG_PRESS = 500;
const MAX_MOVEMENT = 10;
/** Elements with a press or menu of their own. */
const INTERACTIVE = "a, button, input, select, textarea, label";

interface OpenMenu {
  readonly seq: number;
  readonly at: { readonly x: number; readonly y: number };
}

export const useMessageMenu = (thread: Thread, scroller: RefObject<HTMLElement | null>) => {
  const [openMenu, setOpenMenu] = useState<OpenMenu | null>(null);
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);

  const rowOf = (target: EventTarget | null): HTMLElement | null =>
    target instanceof Element ? target.closest<HTMLElement>("[data-seq]") : null;
  const openAt = (row: HTMLElement | null, x: number, y: number) => {
    const seq = Number(row?.dataset.seq);
    if (seq > 0) setOpenMenu({ seq, at: { x, y } });
  };
  const openBelow = (row: HTMLElement) => {
    const { left, bottom } = (row.querySelector(".b-bubble, .b-card") ?? row).getBoundingClientRect();
    openAt(row, left, bottom + 4);
  };
  const cancelPress = () => {
    clearTimeout(press.current?.timer);
    press.current = null;
  };
  const focusRow = (row: HTMLElement | null | undefined) => {
    if (!row) return;
    row.tabIndex = -1;
    row.focus();
  };

  const handlers = {
    onContextMenu: (event: MouseEvent) => {
      const row = rowOf(event.target);
      const selected = getSelection()?.isCollapsed === false;
      if (!row || selected || (event.target as Element).closest(INTERACTIVE)) return;
      event.preventDefault();
      cancelPress();
      // The keyboard's menu key has no pointer position.
      if (event.clientX > 0) openAt(row, event.clientX, event.clientY);
      else openBelow(row);
    },
    onPointerDown: (event: PointerEvent) => {
      cancelPress();
      const row = rowOf(event.target);
      if (event.pointerType === "mouse" || !row || (event.target as Element).closest(INTERACTIVE)) return;
      const { clientX: x, clientY: y } = event;
      press.current = { x, y, timer: setTimeout(() => openAt(row, x, y), LONG_PRESS) };
    },
    onPointerMove: (event: PointerEvent) => {
      const { x, y } = press.current ?? { x: event.clientX, y: event.clientY };
      if (Math.hypot(event.clientX - x, event.clientY - y) > MAX_MOVEMENT) cancelPress();
    },
    onPointerUp: cancelPress,
    onPointerCancel: cancelPress,
    onKeyDown: (event: KeyboardEvent) => {
      const box = scroller.current;
      const { target } = event;
      if (!box || !(target instanceof HTMLElement)) return;
      const rows = [...box.querySelectorAll<HTMLElement>("[data-seq]:not(details:not([open]) *)")];
      const now = rows.indexOf(target);
      if (target === box && event.key === "Enter") focusRow(rows.at(-1));
      else if (now < 0) return;
      else if (event.key === "ArrowUp") focusRow(rows[Math.max(0, now - 1)]);
      else if (event.key === "ArrowDown") focusRow(rows[now + 1]);
      else if (event.key === "Enter" || event.key === " ") {
        openBelow(target);
      } else if (event.key === "Escape") box.focus();
      else return;
      event.preventDefault();
    },
  };

  const text = () => {
    const message = thread.messages.find(({ seq }) => seq === openMenu?.seq);
    return message ? textOf(message, thread) : "";
  };
  const popup = openMenu ? (
    <Popup
      label={t("message_menu")}
      at={openMenu.at}
      onClose={() => setOpenMenu(null)}
      items={[
        {
          label: t("copy"),
          icon: <Icon of={Copy} size={18} />,
          onPick: () => void copyText(text(), t("copied_message")),
        },
        ...(canShare()
          ? [
              {
                label: t("share"),
                icon: <Icon of={Share2} size={18} />,
                onPick: () => void shareText("", text()),
              },
            ]
          : []),
      ]}
    />
  ) : null;
  return { handlers, popup };
};
