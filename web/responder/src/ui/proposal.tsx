// The form of what the customer is asked to agree to before the car is moved.

import { Button, Dialog, Field } from "@baro/design";
import type { ResponderJobView } from "@baro/wire";
import { useState } from "preact/hooks";
import {
  emptyProposal,
  type Fault,
  faultsOf,
  hasHoles,
  hasWinching,
  type ProposalForm,
  stepOf,
} from "../jobs/proposal";
import type { Session } from "../session";
import { t } from "../texts";

type TypedField = Exclude<keyof ProposalForm, "garage" | "heavy" | "second">;

interface Props {
  readonly session: Session;
  readonly job: ResponderJobView;
  readonly onClose: () => void;
}

export const ProposalDialog = ({ session, job, onClose }: Props) => {
  const [form, setForm] = useState(() => emptyProposal(job));
  const [faults, setFaults] = useState<Partial<Record<keyof ProposalForm, Fault>>>({});
  const w = t().job.proposal;
  const tows = job.service === "tow";
  const set = (change: Partial<ProposalForm>) => setForm({ ...form, ...change });
  const send = () => {
    const found = faultsOf(form, tows);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    onClose();
    void session.desk.step(stepOf(job.job, form));
  };
  const garages = job.garages ?? [];
  const faultText = (field: keyof ProposalForm) => {
    const fault = faults[field];
    return fault && w[fault];
  };
  const input = (field: TypedField, label: string, numeric: boolean) => (
    <Field label={label} error={faultText(field)}>
      {(ids) => (
        <input
          {...ids}
          class="r-input"
          inputMode={numeric ? "decimal" : "text"}
          maxLength={100}
          value={form[field]}
          onInput={({ currentTarget }) => set({ [field]: currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <Dialog title={w.title} closeLabel={t().close} onClose={onClose}>
      <form
        class="r-proposal"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p>{w.lead}</p>
        {tows && garages.length > 0 ? (
          <fieldset class="r-choices">
            <legend>{w.garages}</legend>
            {garages.map(({ id, name, km }) => (
              <label key={id}>
                <input
                  type="radio"
                  name="garage"
                  checked={form.garage === id}
                  onChange={() => set({ garage: id, km: km.toFixed(1) })}
                />
                <span>{w.garage(name, km)}</span>
              </label>
            ))}
            <label>
              <input
                type="radio"
                name="garage"
                checked={form.garage === ""}
                onChange={() => set({ garage: "", km: "" })}
              />
              <span>{w.other}</span>
            </label>
          </fieldset>
        ) : null}
        {tows && form.garage === "" ? input("destination", w.where, false) : null}
        {tows ? input("km", w.km, true) : null}
        {hasHoles(job.service) ? input("holes", w.holes, true) : null}
        {hasWinching(job.service) ? (
          <>
            {input("minutes", w.minutes, true)}
            <fieldset class="r-choices">
              <legend>{w.wreckers}</legend>
              {(["heavy", "second"] as const).map((which) => (
                <label key={which}>
                  <input
                    type="checkbox"
                    checked={form[which]}
                    onChange={({ currentTarget }) => set({ [which]: currentTarget.checked })}
                  />
                  <span>{w[which]}</span>
                </label>
              ))}
            </fieldset>
          </>
        ) : null}
        {hasHoles(job.service) || hasWinching(job.service) ? <p>{w.tariff}</p> : null}
        {input("won", w.won, true)}
        {input("reason", w.reason, false)}
        <Button kind="primary" type="submit" class="r-big" wide>
          {w.send}
        </Button>
      </form>
    </Dialog>
  );
};
