// Uses a coupon for a contract, after an identity check.
import { Button, Dialog } from "@baro/design";
import { useState } from "preact/hooks";
import { connection, currentId, showToast } from "../model";
import { t } from "../texts";
import { withProof } from "./fresh_check";
import { IdentityStep } from "./identity_step";

interface Props {
  /** The contract's place among the customer's; null for the only one. */
  place: number | null;
  code: string;
  onClose: () => void;
}

export const CouponDialog = ({ place, code, onClose }: Props) => {
  const [needsCheck, setNeedsCheck] = useState(false);
  const apply = async () => {
    const conversation = currentId.peek();
    if (conversation === null) return;
    const outcome = await withProof(async (to, proof) => {
      await to.request("apply_coupon", { conversation, coupon: code, place, proof });
    });
    setNeedsCheck(outcome === "check");
    if (outcome !== "done") return;
    showToast(t("coupon_received"));
    onClose();
  };
  return (
    <Dialog title={t("coupon_title")} closeLabel={t("close_window")} onClose={onClose}>
      {needsCheck ? (
        <IdentityStep onChecked={() => void apply()} />
      ) : (
        <>
          <p>{t("coupon_lead", { code })}</p>
          <Button
            kind="primary"
            wide
            autofocus
            disabled={connection.value.phase !== "online"}
            onClick={() => void apply()}
          >
            {t("coupon_apply")}
          </Button>
        </>
      )}
    </Dialog>
  );
};
