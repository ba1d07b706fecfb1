// Prepares a change of a contract: what it has now, and what the customer asked for in the chat, is filled in, and the
// customer signs what is offered.
import { Field, Spinner } from "@baro/design";
import { InputField, SelectField } from "@baro/design/fields";
import { grouped, seoulDay } from "@baro/design/format";
import type { Field as FormField, PrepareChangeCommand, Thread } from "@baro/wire";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { FormDialog } from "../ui/form_dialog";
import { usePanel } from "../ui/panel_context";

type Kind = PrepareChangeCommand["change_kind"];

/** Typing pauses for so long before the tariff is asked. */
const PROPOSE_AFTER_MS = 300;

const KINDS: readonly Kind[] = ["drivers", "vehicle", "extension", "amounts", "cover"];

export const ChangeDialog = ({ thread }: { thread: Thread }) => {
  const { desk, page } = usePanel();
  const w = t().changes;
  const conversation = thread.view.id;
  const contracts = desk.customerOf(thread)?.contracts ?? [];
  const [contract, setContract] = useState(contracts[0]?.number ?? "");
  // Null until the agent chooses another kind than the one that the customer asked for.
  const [chosen, setChosen] = useState<Kind | null>(null);
  const [wanted, setWanted] = useState<Kind>("drivers");
  const kind = chosen ?? wanted;
  const [fields, setFields] = useState<readonly FormField[] | null>(null);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [proposed, setProposed] = useState<number | null>(null);
  // Null while the agent hasn't set another difference than the tariff's.
  const [difference, setDifference] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [startsOn, setStartsOn] = useState(() => seoulDay(Date.now() + desk.state.peek().skew));
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  // A repeat of the same request offers nothing twice.
  const [key] = useState(() => crypto.randomUUID());

  useEffect(() => {
    setFields(null);
    setValues({});
    setDifference(null);
    void desk.attempt(conversation, async () => {
      const form = await desk.wire.request("change_form", { conversation, contract, change_kind: kind });
      if (chosen === null && form.wanted_kind) setWanted(form.wanted_kind);
      if ((form.wanted_kind ?? kind) === kind) setValues(form.wanted ?? {});
      setFields(form.fields ?? []);
    });
  }, [conversation, contract, kind]);

  const changed = Object.fromEntries(
    (fields ?? []).flatMap(({ name, value = "" }) => {
      const now = (values[name] ?? value).trim();
      return now === value ? [] : [[name, now] as const];
    }),
  );
  const asked = JSON.stringify(changed);
  useEffect(() => {
    setProposed(null);
    if (asked === "{}" || !startsOn) return;
    const about = {
      conversation,
      contract,
      change_kind: kind,
      values: JSON.parse(asked),
      starts_on: startsOn,
    };
    const timer = setTimeout(() => {
      void desk.attempt(conversation, async () => {
        setProposed((await desk.wire.request("change_form", about)).proposed_won ?? null);
      });
    }, PROPOSE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [conversation, contract, kind, asked, startsOn]);
  const shown = difference ?? (proposed === null ? "" : grouped(proposed));
  const won = Number(shown.replaceAll(",", "").trim());
  const differs = proposed !== null && difference !== null && won !== proposed;

  const submit = async () => {
    const bad =
      Object.keys(changed).length === 0
        ? w.nothing
        : shown.trim() === "" || !Number.isInteger(won)
          ? w.differenceBad
          : differs && !reason.trim()
            ? w.reasonMissing
            : "";
    setProblem(bad);
    if (bad || busy) return;
    setBusy(true);
    const done = await desk.attempt(conversation, async () => {
      await desk.wire.request("prepare_change", {
        conversation,
        key,
        contract,
        change_kind: kind,
        values: changed,
        difference_won: won,
        reason: differs ? reason.trim() : "",
        starts_on: startsOn,
      });
    });
    setBusy(false);
    if (!done) return;
    desk.toasts.show({ tone: "good", text: w.offered });
    page.closeDialog();
  };

  return (
    <FormDialog
      title={`${w.title} · ${thread.view.customer.name}`}
      submitLabel={w.offer}
      disabled={busy || fields === null}
      onSubmit={() => void submit()}
    >
      {contracts.length > 1 ? (
        <SelectField label={t().customerPanel.contract} value={contract} onValue={setContract}>
          {contracts.map(({ number, vehicle }) => (
            <option key={number} value={number}>
              {vehicle.plate} {vehicle.model} · {number}
            </option>
          ))}
        </SelectField>
      ) : null}
      <SelectField label={w.what} autofocus value={kind} onValue={(value) => setChosen(value as Kind)}>
        {KINDS.map((each) => (
          <option key={each} value={each}>
            {w.kinds[each]}
          </option>
        ))}
      </SelectField>
      {fields === null ? (
        <Spinner label={t().loading} />
      ) : (
        fields.map((field) => (
          <ValueField
            key={field.name}
            field={field}
            value={values[field.name] ?? field.value ?? ""}
            onValue={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))
      )}
      <InputField
        label={kind === "extension" ? w.extensionPremium : w.difference}
        hint={proposed === null ? w.differenceHint : w.byTariff(grouped(proposed))}
        inputMode="text"
        value={shown}
        onValue={(value) => {
          setDifference(value);
          setProblem("");
        }}
      />
      {differs ? (
        <InputField label={w.reason} required maxLength={200} value={reason} onValue={setReason} />
      ) : null}
      <InputField label={w.startsOn} type="date" required value={startsOn} onValue={setStartsOn} />
      <p class="p-muted">{w.lead}</p>
      {problem ? (
        <p class="b-field-error" role="alert">
          {problem}
        </p>
      ) : null}
    </FormDialog>
  );
};

interface ValueFieldProps {
  readonly field: FormField;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

const ValueField = ({ field, value, onValue }: ValueFieldProps) => (
  <Field label={field.label} hint={field.hint || undefined}>
    {(ids) =>
      field.kind === "choice" ? (
        <select
          {...ids}
          class="b-input"
          value={value}
          onChange={(event) => onValue(event.currentTarget.value)}
        >
          <option value="">–</option>
          {(field.options ?? []).map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...ids}
          class="b-input"
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )
    }
  </Field>
);
