// A virtual list: only visible rows are in the document.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Rows rendered beyond either edge. */
const SPARE = 6;
/** Assumed height before measuring, px. */
const FIRST_HEIGHT = 800;

interface Props<T> {
  readonly id: string;
  readonly label: string;
  /** Id of the element that describes the list. */
  readonly describedBy?: string;
  readonly items: readonly T[];
  /** px at a root font size of 16 px; grows with it. */
  readonly rowHeight: number;
  readonly keyOf: (item: T) => string;
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
  /** A row was opened, by Enter or by a click. */
  readonly onEnter: (byKey: boolean) => void;
  readonly row: (item: T, chosen: boolean) => ComponentChildren;
}

const rootScale = (): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;

export const VirtualList = <T,>(props: Props<T>) => {
  const { id, items, keyOf, chosen } = props;
  const box = useRef<HTMLDivElement>(null);
  const space = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: FIRST_HEIGHT, scale: 1 });
  const height = props.rowHeight * view.scale;
  const at = items.findIndex((item) => keyOf(item) === chosen);

  // Measured only after layout, to avoid a forced reflow while rendering.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () =>
      setView({ top: element.scrollTop, height: element.clientHeight || FIRST_HEIGHT, scale: rootScale() });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, []);

  const first = Math.max(0, Math.floor(view.top / height) - SPARE);
  const last = Math.min(items.length, Math.ceil((view.top + view.height) / height) + SPARE);

  // Through the CSSOM: the content security policy forbids style attributes.
  useLayoutEffect(() => {
    space.current?.style.setProperty("height", `${items.length * height}px`);
    space.current?.style.setProperty("padding-top", `${first * height}px`);
  }, [items.length, first, height]);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || at < 0) return;
    if (at * height < view.top) element.scrollTop = at * height;
    else if ((at + 1) * height > view.top + view.height) element.scrollTop = (at + 1) * height - view.height;
  }, [chosen, height, view.height]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + Math.floor(view.height / height),
      PageUp: at - Math.floor(view.height / height),
      Home: 0,
      End: items.length - 1,
    };
    if (event.key === "Enter" && at >= 0) props.onEnter(true);
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const item = items[Math.min(items.length - 1, Math.max(0, to))];
    if (item) props.onChoose(keyOf(item));
  };

  return (
    <div
      ref={box}
      id={id}
      class="p-virtual"
      role="listbox"
      tabIndex={0}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-activedescendant={at >= first && at < last ? `${id}-${chosen}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div ref={space} class="p-virtual-space" role="presentation">
        {items.slice(first, last).map((item, index) => {
          const key = keyOf(item);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox around it has the keys
            <div
              key={key}
              id={`${id}-${key}`}
              class="p-option"
              role="option"
              tabIndex={-1}
              aria-selected={key === chosen}
              aria-setsize={items.length}
              aria-posinset={first + index + 1}
              onClick={() => {
                props.onChoose(key);
                props.onEnter(false);
              }}
            >
              {props.row(item, key === chosen)}
            </div>
          );
        })}
      </div>
    </div>
  );
};
