// Asks for the code of a second identity check, then lets the action go on that needed it.
import { Button, Spinner } from "@baro/design";
import { InputField } from "@baro/design/fields";
import { useEffect, useState } from "preact/hooks";
import { attempt, connection } from "../model";
import { t } from "../texts";
import { setProof } from "./fresh_check";

export const IdentityStep = ({ onChecked }: { onChecked: () => void }) => {
  const [check, setCheck] = useState<{ id: string; hint: string } | null>(null);
  const [code, setCode] = useState("");
  const start = () =>
    void attempt(async (to) => {
      const started = await to.request("start_identity_check", {});
      setCheck({ id: started.check, hint: started.hint ?? "" });
      setCode("");
    });
  useEffect(start, []);
  if (!check) return <Spinner label={t("thread_empty")} />;
  const confirm = async () => {
    const done = await attempt(async (to) => {
      setProof((await to.request("confirm_identity_check", { check: check.id, code: code.trim() })).proof);
    });
    if (done) onChecked();
  };
  return (
    <form
      class="c-identity"
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      <h3>{t("identity_title")}</h3>
      <p>{t("identity_lead")}</p>
      <InputField
        label={t("identity_code")}
        hint={check.hint}
        inputMode="numeric"
        autocomplete="one-time-code"
        autofocus
        required
        maxLength={12}
        value={code}
        onValue={setCode}
      />
      <div class="c-pad-actions">
        <Button onClick={start}>{t("identity_again")}</Button>
        <Button
          type="submit"
          kind="primary"
          disabled={code.trim() === "" || connection.value.phase !== "online"}
        >
          {t("identity_confirm")}
        </Button>
      </div>
    </form>
  );
};
