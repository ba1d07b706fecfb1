// Opening a further coverage of a claim.
import { Button, Dialog } from "@baro/design";
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { c } from "../i18n";
import { useClaims, useSubmit } from "./hooks";

export const AddExposureDialog = (props: { claim: string }) => {
  const claims = useClaims();
  const w = c();
  const claim = claims.claims.value.get(props.claim);
  const open = new Set(claim?.exposures.map((exposure) => exposure.coverage));
  const left = Object.entries(w.coverages).filter(([name]) => !open.has(name));
  const [chosen, setChosen] = useState(left[0]?.[0] ?? "");
  const { busy, problem, act } = useSubmit();
  if (!claim) return null;
  return (
    <Dialog
      title={w.exposure.addTitle}
      closeLabel={t().close}
      onClose={claims.navigation.closeDialog}
      class="p-dialog"
    >
      <form
        class="p-form"
        onSubmit={(event) => {
          event.preventDefault();
          void act(() => claims.addCoverage(claim, chosen)).then((done) => {
            if (!done) return;
            claims.showToast("good", w.exposure.added);
            claims.navigation.closeDialog();
          });
        }}
      >
        {left.length === 0 ? <p>{w.exposure.allOpen}</p> : null}
        <fieldset class="p-targets">
          <legend>{w.exposure.addLead}</legend>
          {left.map(([name, label], index) => (
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
        {problem ? (
          <p class="b-field-error" role="alert">
            {problem}
          </p>
        ) : null}
        <div class="b-dialog-actions">
          <Button onClick={claims.navigation.closeDialog}>{t().cancel}</Button>
          <Button type="submit" kind="primary" disabled={busy || chosen === "" || !claims.online}>
            {w.exposure.add}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
