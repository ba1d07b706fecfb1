// Colleagues that match the text after "@".
import type { StaffView } from "@baro/wire";
import { AtSign } from "lucide";
import { queueLabel, t } from "../i18n";
import { OptionList } from "./option_list";
import { usePanel } from "./panel_context";

interface Props {
  readonly choices: readonly StaffView[];
  readonly at: number;
  readonly onPick: (one: StaffView) => void;
}

export const MentionList = (props: Props) => {
  const { desk } = usePanel();
  const w = t().teamwork;
  const labels = new Map(desk.queues.value.map((queue) => [queue.name, queue.label]));
  return (
    <OptionList id="mentions" icon={AtSign} title={w.whom} none={w.nobody} keyOf={({ id }) => id} {...props}>
      {(one) => (
        <>
          <span class="p-canned-title">{one.name}</span>
          <span class="p-canned-text">
            {one.queues.map((name) => queueLabel(name, labels.get(name))).join(" · ")}
          </span>
        </>
      )}
    </OptionList>
  );
};
