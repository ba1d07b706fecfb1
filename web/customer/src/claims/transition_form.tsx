// The form for a transition that a customer may apply: withdraw, dispute, appeal.
import { Button } from "@baro/design";
import { TextField } from "@baro/design/fields";
import { type ClaimView, type ExposureView, MAX_GROUNDS_LENGTH } from "@baro/wire";
import { useState } from "preact/hooks";
import { attempt, connection } from "../model";
import { type Key, t } from "../texts";
import { mergeClaim } from "./claim_state";

const TRANSITION_TEXTS: Readonly<Record<string, Key>> = {
  withdraw: "claim_withdraw",
  dispute: "claim_dispute",
  appeal: "claim_appeal",
};

interface Props {
  claim: ClaimView;
  exposure: ExposureView;
  transition: string;
  /** It is open from the beginning, in a window of its own; `onDone` closes that. */
  onDone?: () => void;
}

/** A transition that the customer may apply, after a reason and a confirmation. */
export const TransitionForm = ({ claim, exposure, transition, onDone }: Props) => {
  const [open, setOpen] = useState(onDone !== undefined);
  const close = onDone ?? (() => setOpen(false));
  const [grounds, setGrounds] = useState("");
  const label = TRANSITION_TEXTS[transition];
  if (!label) return null;
  const online = connection.value.phase === "online";
  const apply = async () => {
    const done = await attempt(async (to) => {
      const fields = {
        claim: claim.id,
        coverage: exposure.coverage,
        transition,
        version: claim.version,
        grounds,
      };
      const { claim: updated } = await to.request("apply_transition", fields);
      mergeClaim(updated);
    });
    if (done) close();
  };
  if (!open)
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        {t(label)}
      </Button>
    );
  return (
    <form
      class="c-claim-step"
      onSubmit={(event) => {
        event.preventDefault();
        void apply();
      }}
    >
      <p>{t("claim_confirm", { coverage: exposure.label, step: t(label) })}</p>
      <TextField
        label={t("claim_reason")}
        required
        maxLength={MAX_GROUNDS_LENGTH}
        value={grounds}
        onValue={setGrounds}
      />
      <Button onClick={close}>{t("go_back")}</Button>
      <Button type="submit" kind="danger" disabled={!online || grounds.trim() === ""}>
        {t(label)}
      </Button>
    </form>
  );
};
