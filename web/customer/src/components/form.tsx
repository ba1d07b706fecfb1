// A form in the thread: native inputs, validated before sending, shown with its values afterwards.
import { Bubble, Button, Field, Icon, Rows, Spinner } from "@baro/design";
import { phoneText } from "@baro/design/format";
import {
  type Form,
  type Button as FormButton,
  type Field as FormField,
  type FormSubmission,
  MAX_VALUE_LENGTH,
} from "@baro/wire";
import { LocateFixed } from "lucide";
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { machineOffset, validateField } from "../form_validation";
import { now, sendMessage } from "../model";
import { momentInWords } from "../moments";
import { type Key, locale, t } from "../texts";
import { MomentPicker } from "./moment_picker";

interface Props {
  form: Form;
  seq: number;
  live: boolean;
  submitted: FormSubmission | null;
  /** Where the values go instead of the thread. */
  onSubmit?: (values: Record<string, string>) => void;
}

export const FormView = ({ form, seq, live, submitted, onSubmit }: Props) => {
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(form.fields.map((field) => [field.name, startValue(field)])),
  );
  const [problems, setProblems] = useState<Record<string, Key>>({});
  const body = useRef<HTMLFormElement>(null);
  const isCard = Boolean(form.requested_slots);
  const set = (name: string, value: string) => setValues((before) => ({ ...before, [name]: value }));

  useLayoutEffect(() => {
    if (live && !isCard && !submitted && body.current) showFromItsBeginning(body.current);
  }, []);

  if (submitted) {
    // A form with values corrects what was understood: what it changed is shown.
    const corrects = form.fields.some(({ value }) => value);
    const rows = form.fields
      .map((field) => shownRow(field, submitted))
      .filter(({ changed }) => changed || !corrects);
    return (
      <article class="b-card c-form">
        <header>{form.title}</header>
        <div class="b-card-body">
          <p class="c-form-sent">
            {t(!corrects ? "form_sent" : rows.length > 0 ? "form_changed" : "form_unchanged")}
          </p>
          <Rows rows={rows} />
        </div>
      </article>
    );
  }

  const submit = (event: Event) => {
    event.preventDefault();
    const valid: Record<string, string> = {};
    const invalid: Record<string, Key> = {};
    for (const field of form.fields) {
      const checked = validateField(field, values[field.name] ?? "", machineOffset);
      if ("problem" in checked) invalid[field.name] = checked.problem;
      else valid[field.name] = checked.value;
    }
    setProblems(invalid);
    const first = form.fields.find((field) => invalid[field.name]);
    if (first) body.current?.querySelector<HTMLElement>(`[name="${first.name}"]`)?.focus();
    else if (onSubmit) onSubmit(valid);
    else void sendMessage({ type: "form_submission", to: seq, values: valid });
  };

  return (
    <>
      {isCard && form.text ? <Bubble side="theirs">{form.text}</Bubble> : null}
      <form ref={body} class="b-card c-form" aria-label={form.title} noValidate onSubmit={submit}>
        <header>
          {form.title}
          {live && !isCard ? <Cancel buttons={form.buttons ?? []} seq={seq} /> : null}
        </header>
        <fieldset class="b-card-body" disabled={!live}>
          {!isCard && form.text ? <p class="c-card-text">{form.text}</p> : null}
          {form.fields.map((field) =>
            isCard ? (
              <Choice
                key={field.name}
                field={field}
                value={values[field.name] ?? ""}
                onChange={(value) => set(field.name, value)}
              />
            ) : (
              <Field
                key={field.name}
                label={field.label}
                optional={field.required === false ? t("optional") : undefined}
                hint={field.hint || undefined}
                error={problems[field.name] ? t(problems[field.name] as Key) : undefined}
              >
                {(ids) => (
                  <Control
                    field={field}
                    value={values[field.name] ?? ""}
                    ids={ids}
                    onChange={(value) => set(field.name, value)}
                  />
                )}
              </Field>
            ),
          )}
          <Button type="submit" kind="primary" wide>
            {form.submit}
          </Button>
        </fieldset>
      </form>
    </>
  );
};

/** What leaves the form as it is: at its beginning, where the form opens. */
const Cancel = ({ buttons, seq }: { buttons: readonly FormButton[]; seq: number }) => (
  <>
    {buttons.map(({ id, label }) => (
      <Button
        key={id}
        size="small"
        onClick={() => void sendMessage({ type: "answer", to: seq, button: id, label })}
      >
        {label}
      </Button>
    ))}
  </>
);

/** A question of a card: one option or none; pressing the chosen one again clears it. */
const Choice = (props: { field: FormField; value: string; onChange: (value: string) => void }) => (
  <fieldset class="b-field">
    <legend>{props.field.hint}</legend>
    <div class="b-choices">
      {props.field.options?.map(({ value, label }) => (
        <label key={value} class="b-choice">
          <input
            type="radio"
            name={props.field.name}
            value={value}
            checked={value === props.value}
            onClick={() => props.onChange(value === props.value ? "" : value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  </fieldset>
);

interface ControlProps {
  field: FormField;
  value: string;
  ids: { id: string; "aria-describedby": string | undefined; "aria-invalid": boolean };
  onChange: (value: string) => void;
}

const Control = ({ field, value, ids, onChange }: ControlProps) => {
  const input = (more: JSX.IntrinsicElements["input"]) => (
    <input
      {...ids}
      {...more}
      class="b-input"
      name={field.name}
      value={value}
      required={field.required !== false}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  );
  switch (field.kind ?? "text") {
    case "choice":
      return (
        <select
          {...ids}
          class="b-input"
          name={field.name}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          <option value="">{t("choose_placeholder")}</option>
          {(field.options ?? []).map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      );
    case "datetime":
      return (
        <MomentPicker name={field.name} label={field.label} value={value} ids={ids} onChange={onChange} />
      );
    case "phone":
      return input({ type: "tel", inputMode: "tel", autocomplete: "tel", placeholder: "010-0000-0000" });
    case "plate":
      return input({ type: "text", autocomplete: "off", placeholder: "12가3456" });
    case "place":
      return (
        <>
          {input({ type: "text", autocomplete: "street-address" })}
          <LocationButton onFound={onChange} />
        </>
      );
    default:
      return input({ type: "text", maxLength: MAX_VALUE_LENGTH });
  }
};

/** Fills the field with the device's location. */
const LocationButton = (props: { onFound: (place: string) => void }) => {
  const [stage, setStage] = useState<"idle" | "finding" | "failed">("idle");
  if (!("geolocation" in navigator)) return null;
  const find = () => {
    setStage("finding");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        props.onFound(`${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`);
        setStage("idle");
      },
      () => setStage("failed"),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  };
  return (
    <>
      <Button size="small" disabled={stage === "finding"} onClick={find}>
        {stage === "finding" ? <Spinner /> : <Icon of={LocateFixed} size={16} />}
        {stage === "finding" ? t("location_finding") : t("location_use")}
      </Button>
      <p class="b-field-error" role="status">
        {stage === "failed" ? t("location_failed") : ""}
      </p>
    </>
  );
};

/** The initial value from the bot in the format of the input. */
const startValue = (field: FormField): string =>
  field.kind === "datetime" ? (field.value ?? "").slice(0, 16) : (field.value ?? "");

const displayValue = (field: FormField, value: string): string => {
  if (value === "") return t("not_given");
  if (field.kind === "choice") return field.options?.find((option) => option.value === value)?.label ?? value;
  if (field.kind === "phone") return phoneText(value);
  return field.kind === "datetime" ? momentInWords(value, locale(), now.peek()) : value;
};

/** What was sent for a field; with what it was before where that was changed. */
const shownRow = (field: FormField, submitted: FormSubmission) => {
  const before = displayValue(field, startValue(field));
  const after = displayValue(field, submitted.values[field.name] ?? "");
  const changed = before !== after;
  return {
    label: field.label,
    value: changed && field.value ? `${before} → ${after}` : after,
    changed,
  };
};

/** A form that is taller than the thread is shown from its first field, not from the button at its end. */
const showFromItsBeginning = (form: HTMLElement): void => {
  const scroller = form.closest(".c-scroller");
  if (!scroller) return;
  const above = form.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  if (above < 0) scroller.scrollTop += above - SPACE_ABOVE;
};

/** Between the thread's edge and a form, px. */
const SPACE_ABOVE = 12;
