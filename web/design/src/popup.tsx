// A context menu at a point.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

export interface PopupItem {
  readonly label: string;
  readonly icon?: ComponentChildren;
  readonly onPick: () => void;
}

/** Minimum distance to the edges of the window, px. */
const MARGIN = 8;

/** `at`: a point in the window. The menu is below it where there is room, else above. */
export const Popup = (props: {
  label: string;
  at: { readonly x: number; readonly y: number };
  items: readonly PopupItem[];
  onClose: () => void;
}) => {
  const ref = useRef<HTMLDivElement>(null);
  const { at, onClose } = props;
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const menu = ref.current;
    if (!menu) return;
    const before = document.activeElement;
    const { width, height } = menu.getBoundingClientRect();
    const fit = (wanted: number, size: number, room: number) =>
      Math.max(MARGIN, Math.min(wanted, room - size - MARGIN));
    const below = at.y + height + MARGIN <= window.innerHeight;
    menu.style.left = `${fit(at.x, width, window.innerWidth)}px`;
    menu.style.top = `${fit(below ? at.y : at.y - height, height, window.innerHeight)}px`;
    menu.querySelector<HTMLElement>("button")?.focus();
    // A press on its opener closes it there; closing it here would open it again.
    const onPointerDown = (event: Event) => {
      const opener = (event.target as Element).closest?.("[aria-haspopup='menu'][aria-expanded='true']");
      if (!opener && !menu.contains(event.target as Node)) close.current();
    };
    const resized = () => close.current();
    document.addEventListener("pointerdown", onPointerDown, true);
    window.addEventListener("resize", resized);
    return () => {
      document.removeEventListener("pointerdown", onPointerDown, true);
      window.removeEventListener("resize", resized);
      const hadFocus = menu.contains(document.activeElement) || document.activeElement === document.body;
      if (hadFocus && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(ref.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const now = buttons.indexOf(document.activeElement as HTMLElement);
    const target = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key];
    if (target !== undefined) buttons.at(target % buttons.length)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div ref={ref} class="b-popup" role="menu" aria-label={props.label} tabIndex={-1} onKeyDown={onKeyDown}>
      {props.items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            onClose();
            item.onPick();
          }}
        >
          {item.icon}
          {item.label}
        </button>
      ))}
    </div>
  );
};
