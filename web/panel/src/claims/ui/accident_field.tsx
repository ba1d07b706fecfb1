// A field of the accident form, by widget.
import type { AccidentFormField } from "@baro/wire";
import type { ComponentChildren } from "preact";
import { c } from "../i18n";
import { fromPickers, toPickers, widgetOf } from "../rules/accident_form";

/** A value as text. */
export const shownFact = (field: AccidentFormField, value: string): string => {
  const w = c().form;
  const widget = widgetOf(field);
  if (value === "") return w.empty;
  if (widget === "truth") return value === "true" ? w.yes : w.no;
  if (widget === "choice") return field.options?.find((option) => option.value === value)?.label ?? value;
  if (widget !== "moment") return value;
  const { day, time } = toPickers(value);
  return `${day} ${time}`.trim();
};

interface Props {
  readonly field: AccidentFormField;
  readonly maxLength: number;
  readonly value: string;
  readonly wrong: boolean;
  readonly first: boolean;
  readonly badge: ComponentChildren;
  readonly onChange: (value: string) => void;
}

export const FactField = (props: Props) => {
  const { wrong, badge } = props;
  const { slot, label } = props.field;
  const w = c().form;
  return (
    <div class="b-field">
      <span class="k-fact-label">
        <label for={`fact-${slot}`}>{label}</label>
        {badge}
      </span>
      <Control {...props} />
      {wrong ? (
        <p class="b-field-error" id={`fact-${slot}-error`}>
          {w.invalid}
        </p>
      ) : null}
    </div>
  );
};

const Control = ({ field, maxLength, value, wrong, first, onChange }: Props) => {
  const w = c().form;
  const { slot, label } = field;
  const widget = widgetOf(field);
  const common = {
    id: `fact-${slot}`,
    class: "b-input",
    autofocus: first,
    "aria-invalid": wrong,
    "aria-describedby": wrong ? `fact-${slot}-error` : undefined,
  };
  const typed = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value);
  switch (widget) {
    case "moment": {
      const { day, time } = toPickers(value);
      return (
        <div class="k-moment">
          <input
            {...common}
            type="date"
            value={day}
            onInput={(event) => onChange(fromPickers(event.currentTarget.value, time))}
          />
          <input
            class="b-input"
            type="time"
            aria-label={`${label} ${w.time}`}
            value={time}
            disabled={day === ""}
            onInput={(event) => onChange(fromPickers(day, event.currentTarget.value))}
          />
        </div>
      );
    }
    case "choice":
    case "truth": {
      const choices =
        widget === "truth" ? ["true", "false"] : (field.options ?? []).map((option) => option.value);
      return (
        <select {...common} value={value} onChange={typed}>
          <option value="">{w.unknown}</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {shownFact(field, choice)}
            </option>
          ))}
        </select>
      );
    }
    case "long":
      return <textarea {...common} rows={3} maxLength={maxLength} value={value} onInput={typed} />;
    case "number":
      return <input {...common} type="number" min={0} value={value} onInput={typed} />;
    case "phone":
      return <input {...common} type="tel" maxLength={20} value={value} onInput={typed} />;
    case "plate":
      return <input {...common} maxLength={20} placeholder={w.plateHint} value={value} onInput={typed} />;
    case "text":
      return <input {...common} maxLength={maxLength} value={value} onInput={typed} />;
  }
};
