// The customer's claims: progress, required documents and where the money goes.
import { Button, Dialog, Empty, Icon, Spinner } from "@baro/design";
import { CarFront } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { Requests } from "../consent/requests";
import { t } from "../texts";
import { ClaimCard } from "./claim_card";
import { claims, loadClaims } from "./claim_state";

export const Claims = ({ onClose }: { onClose: () => void }) => {
  const [failed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    loadClaims().catch(() => setFailed(true));
  };
  useEffect(load, []);
  const known = claims.value;
  return (
    <Dialog title={t("claims")} closeLabel={t("close_window")} onClose={onClose}>
      <div class="c-claims">
        <Requests />
        {known === null && !failed ? (
          <p class="c-loading">
            <Spinner />
            {t("thread_empty")}
          </p>
        ) : null}
        {failed ? (
          <Empty title={t("claims_failed")}>
            <Button kind="primary" onClick={load}>
              {t("try_again")}
            </Button>
          </Empty>
        ) : null}
        {known?.length === 0 ? (
          <Empty title={t("claims_empty")} icon={<Icon of={CarFront} size={36} />}>
            <p>{t("claims_empty_lead")}</p>
          </Empty>
        ) : null}
        {known?.map((claim) => (
          <ClaimCard key={claim.id} claim={claim} />
        ))}
      </div>
    </Dialog>
  );
};
