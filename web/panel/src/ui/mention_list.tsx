// Colleagues that match the text after "@".
import { Icon } from "@baro/design";
import type { StaffView } from "@baro/wire";
import { AtSign } from "lucide";
import { queueLabel, t } from "../i18n";
import { usePanel } from "./panel_context";

interface Props {
  readonly choices: readonly StaffView[];
  readonly at: number;
  readonly onPick: (one: StaffView) => void;
}

export const MentionList = ({ choices, at, onPick }: Props) => {
  const { desk } = usePanel();
  const w = t().teamwork;
  const labels = new Map(desk.queues.value.map((queue) => [queue.name, queue.label]));
  return (
    <div class="p-canned">
      <p class="p-canned-head">
        <Icon of={AtSign} size={14} />
        {w.whom}
      </p>
      {choices.length === 0 ? <p class="p-muted">{w.nobody}</p> : null}
      <div id="mentions" role="listbox" aria-label={w.whom}>
        {choices.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          <div
            key={one.id}
            id={`mentions-${index}`}
            class="p-canned-option"
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            ref={(element) => {
              if (index === at) element?.scrollIntoView({ block: "nearest" });
            }}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(one)}
          >
            <span class="p-canned-title">{one.name}</span>
            <span class="p-canned-text">
              {one.queues.map((name) => queueLabel(name, labels.get(name))).join(" · ")}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
};
