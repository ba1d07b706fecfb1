// The options above the field of answers, which keeps the focus and has the keys.
import { Icon } from "@baro/design";
import type { ComponentChildren } from "preact";

interface OptionListProps<Option> {
  /** The list's id; an option's is followed by its place. */
  readonly id: string;
  readonly icon: Parameters<typeof Icon>[0]["of"];
  readonly title: string;
  readonly none: string;
  readonly choices: readonly Option[];
  readonly at: number;
  readonly keyOf: (one: Option) => string;
  readonly onPick: (one: Option) => void;
  readonly children: (one: Option) => ComponentChildren;
}

export const OptionList = <Option,>(props: OptionListProps<Option>) => (
  <div class="p-canned">
    <p class="p-canned-head">
      <Icon of={props.icon} size={14} />
      {props.title}
    </p>
    {props.choices.length === 0 ? <p class="p-muted">{props.none}</p> : null}
    <div id={props.id} role="listbox" aria-label={props.title}>
      {props.choices.map((one, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
        <div
          key={props.keyOf(one)}
          id={`${props.id}-${index}`}
          class="p-canned-option"
          role="option"
          tabIndex={-1}
          aria-selected={index === props.at}
          ref={(element) => {
            if (index === props.at) element?.scrollIntoView({ block: "nearest" });
          }}
          // The field keeps the caret.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => props.onPick(one)}
        >
          {props.children(one)}
        </div>
      ))}
    </div>
  </div>
);
