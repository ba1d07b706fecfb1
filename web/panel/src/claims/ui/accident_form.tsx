// Corrects the accident form of a claim or of an unregistered draft.
import { Badge, Banner, Button } from "@baro/design";
import type { AccidentForm as AccidentFormDefinition, FactView } from "@baro/wire";
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { c } from "../i18n";
import {
  changedFields,
  conflicts,
  editField,
  type FormEdit,
  isValidFact,
  NO_EDITS,
  normaliseFact,
  resolveConflict,
  valuesOf,
} from "../rules/accident_form";
import type { ChangeResult } from "../state/claim_api";
import { FactField, shownFact } from "./accident_field";
import { useClaims, useSubmit } from "./hooks";

interface Props {
  readonly facts: readonly FactView[];
  readonly onSave: (changed: Record<string, string>) => Promise<ChangeResult>;
  readonly onEnd: () => void;
}

export const AccidentForm = (props: Props) => {
  const form = useClaims().accidentForm;
  return form && <FormFields form={form} {...props} />;
};

const FormFields = ({ form, facts, onSave, onEnd }: Props & { readonly form: AccidentFormDefinition }) => {
  const claims = useClaims();
  const w = c().form;
  const [editing, setEditing] = useState<FormEdit>(NO_EDITS);
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const { busy, problem, act } = useSubmit();
  const now = valuesOf(facts);
  const both = conflicts(editing, now);
  const changed = changedFields(editing, now);
  const count = Object.keys(changed).length;
  const shown = form.fields.filter((field) => !field.only_if_known || now[field.slot]);

  const save = async () => {
    const sent: Record<string, string> = {};
    const bad: string[] = [];
    for (const field of form.fields) {
      const typed = changed[field.slot];
      if (typed === undefined) continue;
      const value = normaliseFact(field, typed);
      if (isValidFact(form, field, value)) sent[field.slot] = value;
      else bad.push(field.slot);
    }
    setWrong(bad);
    if (bad.length > 0) {
      requestAnimationFrame(() => document.getElementById(`fact-${bad[0]}`)?.focus());
      return;
    }
    if (!(await act(() => onSave(sent)))) return;
    claims.showToast("good", w.saved);
    onEnd();
  };

  return (
    <form
      class="k-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (count > 0 && both.length === 0) void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onEnd();
      }}
    >
      {both.length > 0 ? (
        <div role="alert">
          <Banner tone="warn">{w.conflict}</Banner>
        </div>
      ) : null}
      {shown.map((field, index) => {
        const { slot } = field;
        return (
          <div key={slot} class="k-fact" data-changed={slot in changed || undefined}>
            <FactField
              field={field}
              maxLength={form.max_length}
              first={index === 0}
              value={editing.mine[slot] ?? now[slot] ?? ""}
              wrong={wrong.includes(slot)}
              badge={slot in changed ? <Badge tone="warn">{w.changed}</Badge> : null}
              onChange={(value) => setEditing((before) => editField(before, now, slot, value))}
            />
            {both.includes(slot) ? (
              <fieldset class="k-conflict">
                <legend>{w.conflictOf(field.label)}</legend>
                <Button size="small" onClick={() => setEditing(resolveConflict(editing, now, slot, true))}>
                  {w.mine}: {shownFact(field, editing.mine[slot] ?? "")}
                </Button>
                <Button size="small" onClick={() => setEditing(resolveConflict(editing, now, slot, false))}>
                  {w.theirs}: {shownFact(field, now[slot] ?? "")}
                </Button>
              </fieldset>
            ) : null}
          </div>
        );
      })}
      {problem ? (
        <p class="b-field-error" role="alert">
          {problem}
        </p>
      ) : null}
      <div class="k-form-foot">
        <span class="p-muted" role="status">
          {count > 0 ? w.changes(count) : ""}
        </span>
        <Button size="small" onClick={onEnd}>
          {t().cancel}
        </Button>
        <Button
          size="small"
          type="submit"
          kind="primary"
          disabled={busy || count === 0 || both.length > 0 || !claims.online}
        >
          {w.save}
        </Button>
      </div>
    </form>
  );
};
