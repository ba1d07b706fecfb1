// The colleagues of a dialog, of whom one is chosen.
import { Badge } from "@baro/design";
import type { ColleagueView } from "@baro/wire";
import { t } from "../i18n";

interface Props {
  readonly colleagues: readonly ColleagueView[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
  /** Whether one may be chosen who has no free place. */
  readonly full?: boolean;
}

export const Colleagues = ({ colleagues, chosen, onChoose, full = false }: Props) => {
  const w = t().transfer;
  return (
    <fieldset class="p-targets">
      <legend>{w.colleague}</legend>
      {colleagues.length === 0 ? <p class="p-muted">{w.nobody}</p> : null}
      {colleagues.map((one) => (
        <Colleague
          key={one.id}
          one={one}
          chosen={chosen === one.id}
          full={full}
          onChoose={() => onChoose(one.id)}
        />
      ))}
    </fieldset>
  );
};

const Colleague = ({
  one,
  chosen,
  full,
  onChoose,
}: {
  one: ColleagueView;
  chosen: boolean;
  full: boolean;
  onChoose: () => void;
}) => {
  const w = t().transfer;
  const taken = one.load >= one.capacity;
  const free = one.status === "available" && !taken;
  return (
    <label class="p-target" data-able={free || full || undefined}>
      <input
        type="radio"
        name="to"
        value={one.id}
        checked={chosen}
        disabled={!free && !full}
        onChange={onChoose}
      />
      <span>{one.name}</span>
      <Badge tone={free ? "good" : "plain"}>
        {one.status === "paused" ? w.paused : taken ? w.full : t().status.names.available}
      </Badge>
      <span class="p-muted">{w.load(one.load, one.capacity)}</span>
    </label>
  );
};
