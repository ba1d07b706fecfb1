// The bank account that a claim is paid to.
import { Button, Field } from "@baro/design";
import { ACCOUNT_NUMBER_PATTERN, type ClaimView } from "@baro/wire";
import { useState } from "preact/hooks";
import { withProof } from "../consent/fresh_check";
import { IdentityStep } from "../consent/identity_step";
import { banks, connection } from "../model";
import { t } from "../texts";
import { mergeClaim } from "./claim_state";

export const PayoutAccount = ({ claim }: { claim: ClaimView }) => {
  const [open, setOpen] = useState(false);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("claim_account")}</summary>
      <AccountForm claim={claim} onSaved={() => setOpen(false)} />
    </details>
  );
};

export const AccountForm = ({ claim, onSaved }: { claim: ClaimView; onSaved: () => void }) => {
  const [account, setAccount] = useState({ bank: "", number: "", holder: claim.customer.name });
  const [needsCheck, setNeedsCheck] = useState(false);
  const save = async () => {
    const outcome = await withProof(async (to, proof) => {
      mergeClaim((await to.request("account", { claim: claim.id, ...account, proof })).claim);
    });
    setNeedsCheck(outcome === "check");
    if (outcome === "done") onSaved();
  };
  const set = (part: Partial<typeof account>) => setAccount({ ...account, ...part });
  if (needsCheck) return <IdentityStep onChecked={() => void save()} />;
  return (
    <>
      <p>{claim.account || t("claim_account_none")}</p>
      <form
        class="c-claim-account"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label={t("claim_bank")}>
          {(ids) => (
            <select
              {...ids}
              class="b-input"
              required
              value={account.bank}
              onChange={(event) => set({ bank: event.currentTarget.value })}
            >
              <option value="">{t("choose_placeholder")}</option>
              {banks.value.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t("claim_number_of_account")}>
          {(ids) => (
            <input
              {...ids}
              class="b-input"
              inputMode="numeric"
              autocomplete="off"
              pattern={ACCOUNT_NUMBER_PATTERN}
              required
              value={account.number}
              onInput={(event) => set({ number: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={t("claim_holder")} hint={t("claim_account_own")}>
          {(ids) => (
            <input
              {...ids}
              class="b-input"
              autocomplete="name"
              required
              minLength={2}
              value={account.holder}
              onInput={(event) => set({ holder: event.currentTarget.value })}
            />
          )}
        </Field>
        <Button type="submit" kind="primary" disabled={connection.value.phase !== "online"}>
          {t("claim_save")}
        </Button>
      </form>
    </>
  );
};
