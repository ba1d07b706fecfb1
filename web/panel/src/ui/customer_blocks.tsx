// Parts of the customer panel: a titled block, and a value that can be copied.
import { Icon } from "@baro/design";
import { Copy } from "lucide";
import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import { usePanel } from "./panel_context";

export const Block = (props: { title: string; action?: ComponentChildren; children: ComponentChildren }) => (
  <section class="p-block">
    <header>
      <h3>{props.title}</h3>
      {props.action}
    </header>
    {props.children}
  </section>
);

/** A value with a copy button, for use in the insurer's other systems. */
export const CopyableValue = ({
  what,
  text,
  shown = text,
}: {
  what: string;
  text: string;
  shown?: string;
}) => {
  const { desk } = usePanel();
  const w = t().customerPanel;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => desk.toasts.show({ tone: "good", text: w.copied(what) }),
      () => undefined, // the browser refused: the text can still be selected
    );
  return (
    <span class="p-value">
      {shown}
      <button
        type="button"
        class="p-value-copy"
        aria-label={w.copy(what)}
        title={w.copy(what)}
        onClick={() => void copy()}
      >
        <Icon of={Copy} size={13} />
      </button>
    </span>
  );
};
