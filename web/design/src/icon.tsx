// Draws an icon of the "lucide" package: `<Icon of={Phone} />`. Always decorative: the text is beside it or in a label.
import type { IconNode } from "lucide";
import { h } from "preact";

export const Icon = (props: { of: IconNode; size?: number; class?: string }) => (
  <svg
    class={props.class}
    width={props.size ?? 20}
    height={props.size ?? 20}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    {props.of.map(([tag, attributes], index) => h(tag, { ...attributes, key: index }))}
  </svg>
);
