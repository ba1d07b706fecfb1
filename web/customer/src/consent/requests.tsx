// Where the customer's calls, referrals and changes stand.
import { Rows } from "@baro/design";
import type { ChangeView, ReferralView } from "@baro/wire";
import { useEffect, useState } from "preact/hooks";
import { client } from "../model";
import { type Key, momentText, t } from "../texts";
import { STATUS } from "./change_dialog";

const OF_REFERRAL: Readonly<Record<string, Key>> = {
  open: "request_open",
  taken: "request_taken",
  done: "request_done",
  unreached: "request_unreached",
};

export const Requests = () => {
  const [referrals, setReferrals] = useState<readonly ReferralView[]>([]);
  const [changes, setChanges] = useState<readonly ChangeView[]>([]);
  useEffect(() => {
    const to = client.peek();
    if (!to) return;
    // Without an answer the claims below are shown alone.
    void to.request("referrals", {}).then(
      (found) => setReferrals(found.referrals ?? []),
      () => undefined,
    );
    void to.request("changes", {}).then(
      (found) => setChanges(found.changes ?? []),
      () => undefined,
    );
  }, []);
  if (referrals.length + changes.length === 0) return null;
  return (
    <section aria-label={t("requests")} class="c-requests">
      <h3>{t("requests")}</h3>
      <Rows
        rows={[
          ...changes.map(({ title, status, expires_at: until }) => ({
            label: title,
            value: STATUS[status] ? t(STATUS[status]) : t("change_until", { until: momentText(until) }),
          })),
          ...referrals.map(({ label, status, ends_at: until }) => ({
            label,
            value: t(OF_REFERRAL[status] ?? "request_open", { until: momentText(until) }),
          })),
        ]}
      />
    </section>
  );
};
