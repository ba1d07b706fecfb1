// The bank account that a claim is paid to.
import { Button } from "@baro/design";
import { InputField, SelectField } from "@baro/design/fields";
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
        <SelectField
          label={t("claim_bank")}
          required
          value={account.bank}
          onValue={(value) => set({ bank: value })}
        >
          <option value="">{t("choose_placeholder")}</option>
          {banks.value.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <InputField
          label={t("claim_number_of_account")}
          inputMode="numeric"
          autocomplete="off"
          pattern={ACCOUNT_NUMBER_PATTERN}
          required
          value={account.number}
          onValue={(value) => set({ number: value })}
        />
        <InputField
          label={t("claim_holder")}
          hint={t("claim_account_own")}
          autocomplete="name"
          required
          minLength={2}
          value={account.holder}
          onValue={(value) => set({ holder: value })}
        />
        <Button type="submit" kind="primary" disabled={connection.value.phase !== "online"}>
          {t("claim_save")}
        </Button>
      </form>
    </>
  );
};
