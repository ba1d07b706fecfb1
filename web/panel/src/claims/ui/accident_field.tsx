// A field of the accident form, by type.
import type { ComponentChildren } from "preact";
import { c } from "../i18n";
import { CHOICES, type FactType, fromPickers, toPickers } from "../rules/accident_form";

/** A value as text. */
export const shownFact = (slot: string, kind: FactType, value: string): string => {
  const w = c();
  if (value === "") return w.form.empty;
  if (kind === "truth") return value === "true" ? w.form.yes : w.form.no;
  if (kind === "choice") return w.choices[value] ?? value;
  if (kind !== "moment") return value;
  const { day, time } = toPickers(value);
  return slot && `${day} ${time}`.trim();
};

interface Props {
  readonly slot: string;
  readonly kind: FactType;
  readonly label: string;
  readonly value: string;
  readonly wrong: boolean;
  readonly first: boolean;
  readonly badge: ComponentChildren;
  readonly onChange: (value: string) => void;
}

export const FactField = (props: Props) => {
  const { slot, label, wrong, badge } = props;
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

const Control = ({ slot, kind, label, value, wrong, first, onChange }: Props) => {
  const w = c();
  const common = {
    id: `fact-${slot}`,
    class: "b-input",
    autofocus: first,
    "aria-invalid": wrong,
    "aria-describedby": wrong ? `fact-${slot}-error` : undefined,
  };
  const typed = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value);
  switch (kind) {
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
            aria-label={`${label} ${w.form.time}`}
            value={time}
            disabled={day === ""}
            onInput={(event) => onChange(fromPickers(day, event.currentTarget.value))}
          />
        </div>
      );
    }
    case "choice":
    case "truth": {
      const choices = kind === "truth" ? ["true", "false"] : (CHOICES[slot] ?? []);
      return (
        <select {...common} value={value} onChange={typed}>
          <option value="">{w.form.unknown}</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {shownFact(slot, kind, choice)}
            </option>
          ))}
        </select>
      );
    }
    case "long":
      return <textarea {...common} rows={3} maxLength={400} value={value} onInput={typed} />;
    case "number":
      return <input {...common} type="number" min={0} max={999} value={value} onInput={typed} />;
    case "phone":
      return <input {...common} type="tel" maxLength={20} value={value} onInput={typed} />;
    case "plate":
      return (
        <input {...common} maxLength={20} placeholder={w.form.plateHint} value={value} onInput={typed} />
      );
    case "text":
      return <input {...common} maxLength={400} value={value} onInput={typed} />;
  }
};
