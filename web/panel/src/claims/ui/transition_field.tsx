// A field of a transition's dialog, by type.
import { Field } from "@baro/design";
import { wonBoth } from "@baro/design/format";
import { type ClaimView, type ExposureView, MAX_GROUNDS_LENGTH } from "@baro/wire";
import { locale } from "../../i18n";
import { usePanel } from "../../ui/panel_context";
import { c } from "../i18n";
import { tomorrow } from "../rules/due_dates";
import { formatAmountInput, parseWon } from "../rules/money";
import type { Problem, TransitionDraft, TransitionFieldName } from "../rules/transition_form";

interface Props {
  readonly need: TransitionFieldName;
  readonly claim: ClaimView;
  readonly exposure: ExposureView;
  readonly step: string;
  readonly draft: TransitionDraft;
  readonly first: boolean;
  readonly optional: boolean;
  readonly problem: Problem | undefined;
  readonly onChange: (change: Partial<TransitionDraft>) => void;
}

/** The label of a field; the grounds of an amount are how it was reckoned. */
export const labelOf = (step: string, need: TransitionFieldName): string => {
  const w = c().transition;
  return step === "assess" && need === "grounds" ? w.reckoning.label : w.needs[need];
};

export const TransitionField = (props: Props) => {
  if (props.need === "items") return <DocumentChoices {...props} />;
  const { need, problem, draft } = props;
  const w = c().transition;
  const reading = need === "amount" ? parseWon(draft.amount) : null;
  const own = props.step === "assess" && need === "grounds" ? w.reckoning.hint : w.hints[need];
  const hint = reading === null ? own : wonBoth(reading, locale());
  return (
    <Field label={labelOf(props.step, need)} hint={hint} error={problem ? w.problems[problem] : undefined}>
      {(ids) => <Control {...props} ids={ids} />}
    </Field>
  );
};

interface Ids {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
}

const Control = ({ need, draft, first, optional, claim, onChange, ids }: Props & { ids: Ids }) => {
  const { claims } = usePanel();
  const common = { ...ids, class: "b-input", autofocus: first, "aria-required": !optional };
  switch (need) {
    case "adjuster":
      return <AdjusterSelect draft={draft} onChange={onChange} common={common} />;
    case "amount":
      return (
        <input
          {...common}
          inputMode="numeric"
          autocomplete="off"
          value={draft.amount}
          onInput={(event) => onChange({ amount: formatAmountInput(event.currentTarget.value) })}
        />
      );
    case "liability_percent":
      return (
        <div class="k-liability">
          <input
            {...common}
            type="number"
            min={0}
            max={100}
            step={1}
            inputMode="numeric"
            value={draft.liability_percent}
            onInput={(event) => onChange({ liability_percent: event.currentTarget.value })}
          />
          <div class="k-usual">
            {(claims.rules?.liability_shares ?? []).map(String).map((share) => (
              <button
                key={share}
                type="button"
                class="p-chip"
                aria-pressed={draft.liability_percent === share}
                onClick={() => onChange({ liability_percent: share })}
              >
                {share}%
              </button>
            ))}
          </div>
        </div>
      );
    case "day":
      return (
        <input
          {...common}
          type="date"
          min={tomorrow(claims.now())}
          value={draft.day}
          onInput={(event) => onChange({ day: event.currentTarget.value })}
        />
      );
    case "grounds":
    case "note":
      return (
        <textarea
          {...common}
          rows={3}
          maxLength={MAX_GROUNDS_LENGTH}
          value={draft[need]}
          onInput={(event) => onChange({ [need]: event.currentTarget.value })}
        />
      );
    case "items":
      return <span>{claim.id}</span>;
  }
};

const AdjusterSelect = (props: {
  draft: TransitionDraft;
  onChange: Props["onChange"];
  common: Ids & { class: string; autofocus: boolean };
}) => {
  const { desk } = usePanel();
  const w = c().transition;
  const { you, desk: own } = desk.state.value;
  const colleagues = (own?.colleagues ?? []).filter((one) => one.id !== you?.id);
  return (
    <select
      {...props.common}
      value={props.draft.adjuster}
      onChange={(event) => props.onChange({ adjuster: event.currentTarget.value })}
    >
      <option value="">{w.me(you?.name ?? "")}</option>
      {colleagues.map((one) => (
        <option key={one.id} value={one.id}>
          {one.name}
        </option>
      ))}
    </select>
  );
};

const DocumentChoices = ({ claim, exposure, draft, problem, first, onChange }: Props) => {
  const w = c().transition;
  const documents = (claim.documents ?? []).filter(
    ({ coverages = [] }) => coverages.length === 0 || coverages.includes(exposure.coverage),
  );
  return (
    <fieldset class="p-targets" aria-describedby="step-items-hint">
      <legend>{w.needs.items}</legend>
      {documents.map(({ document: doc }, index) => (
        <label key={doc.item} class="p-target">
          <input
            type="checkbox"
            id={index === 0 ? "step-items" : undefined}
            autofocus={first && index === 0}
            checked={draft.items.includes(doc.item)}
            onChange={(event) => {
              const rest = draft.items.filter((item) => item !== doc.item);
              onChange({ items: event.currentTarget.checked ? [...rest, doc.item] : rest });
            }}
          />
          <span>{doc.label}</span>
          <span class="p-muted">{c().documents.statuses[doc.status]}</span>
        </label>
      ))}
      <p class={problem ? "b-field-error" : "b-field-hint"} id="step-items-hint">
        {problem ? w.problems[problem] : w.hints.items}
      </p>
    </fieldset>
  );
};
