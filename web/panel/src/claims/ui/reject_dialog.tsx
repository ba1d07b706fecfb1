// Asks for a document again, with a canned or free reason that the customer reads.
import { Button } from "@baro/design";
import { TextField } from "@baro/design/fields";
import { MAX_REASON_LENGTH } from "@baro/wire";
import { useState } from "preact/hooks";
import { language } from "../../i18n";
import reasons from "../data/rejection_reasons.json";
import { c } from "../i18n";
import { CancelButton, FormDialog } from "./form_dialog";
import { useClaims, useSubmit } from "./hooks";

export const RejectDialog = (props: { claim: string; item: string; upload: string }) => {
  const claims = useClaims();
  const w = c().documents;
  const claim = claims.claims.value.get(props.claim);
  const doc = claim?.documents?.find((one) => one.document.item === props.item)?.document;
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const { busy, problem, act } = useSubmit();
  if (!claim || !doc) return null;

  const submit = async () => {
    const text = reason.trim();
    setMissing(text === "");
    if (text === "") return;
    if (!(await act(() => claims.review(claim, props.item, props.upload, false, text)))) return;
    claims.showToast("good", w.rejected(doc.label));
    claims.navigation.closeDialog();
  };

  return (
    <FormDialog
      title={w.rejectTitle(doc.label)}
      problem={problem}
      onSubmit={() => void submit()}
      buttons={
        <>
          <CancelButton />
          <Button type="submit" kind="primary" disabled={busy || !claims.online}>
            {w.reject}
          </Button>
        </>
      }
    >
      <fieldset class="k-chips">
        <legend>{w.ready}</legend>
        {reasons.map((ready, index) => (
          <button
            key={ready.id}
            type="button"
            class="p-chip"
            autofocus={index === 0}
            aria-pressed={reason === ready.text}
            onClick={() => {
              setReason(ready.text);
              setMissing(false);
            }}
          >
            {language.value === "en" ? ready.title_en : ready.title}
          </button>
        ))}
      </fieldset>
      <TextField
        label={w.reason}
        hint={w.reasonHint}
        error={missing ? w.reasonMissing : undefined}
        maxLength={MAX_REASON_LENGTH}
        value={reason}
        onValue={setReason}
      />
    </FormDialog>
  );
};
