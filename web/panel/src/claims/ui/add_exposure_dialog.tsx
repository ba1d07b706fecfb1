// Adds a coverage to a claim.
import { Button } from "@baro/design";
import { useState } from "preact/hooks";
import { c } from "../i18n";
import { CancelButton, FormDialog } from "./form_dialog";
import { useClaims, useSubmit } from "./hooks";

export const AddExposureDialog = (props: { claim: string }) => {
  const claims = useClaims();
  const w = c();
  const claim = claims.claims.value.get(props.claim);
  const open = new Set(claim?.exposures.map((exposure) => exposure.coverage));
  const left = (claims.labels?.coverages ?? []).filter((coverage) => !open.has(coverage.value));
  const [chosen, setChosen] = useState(left[0]?.value ?? "");
  const { busy, problem, act } = useSubmit();
  if (!claim) return null;
  return (
    <FormDialog
      title={w.exposure.addTitle}
      problem={problem}
      onSubmit={() => {
        void act(() => claims.addCoverage(claim, chosen)).then((done) => {
          if (!done) return;
          claims.showToast("good", w.exposure.added);
          claims.navigation.closeDialog();
        });
      }}
      buttons={
        <>
          <CancelButton />
          <Button type="submit" kind="primary" disabled={busy || chosen === "" || !claims.online}>
            {w.exposure.add}
          </Button>
        </>
      }
    >
      {left.length === 0 ? <p>{w.exposure.allOpen}</p> : null}
      <fieldset class="p-targets">
        <legend>{w.exposure.addLead}</legend>
        {left.map(({ value: name, label }, index) => (
          <label key={name} class="p-target">
            <input
              type="radio"
              name="coverage"
              value={name}
              autofocus={index === 0}
              checked={name === chosen}
              onChange={() => setChosen(name)}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
    </FormDialog>
  );
};
