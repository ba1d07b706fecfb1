// A notice as a card: a decision about money, a refusal, or what the customer is asked for, with what they can do.
import { Button, Rows } from "@baro/design";
import type { Notice } from "@baro/wire";
import { useState } from "preact/hooks";
import { claims } from "../claims/claim_state";
import { type ClaimPart, ClaimPartDialog } from "../claims/part_dialog";
import { wordedNotice } from "../notice_text";
import { t, timeText } from "../texts";

/** Rows whose value is the sum of the card. */
const SUMS = ["amount", "assessed_amount"];

export const DecisionCard = ({ notice, at }: { notice: Notice; at: number }) => {
  const [shown, setShown] = useState<ClaimPart | null>(null);
  const { title, rows = [], buttons = [], data = {} } = wordedNotice(notice);
  const names = (data.card ?? "").split(",");
  const sum = rows.findIndex((_, index) => SUMS.includes(names[index] ?? ""));
  const known = claims.value?.find(({ id }) => id === data.claim);
  return (
    <article class="b-card c-decision" data-code={notice.code} aria-label={title}>
      <header>{title}</header>
      <div class="b-card-body">
        {sum >= 0 ? <p class="c-sum">{rows[sum]?.value}</p> : null}
        <Rows rows={rows.filter((_, index) => index !== sum)} />
        {buttons.length > 0 ? (
          <div class="c-choices" data-live>
            {buttons.map((button, index) => (
              <Button
                key={button.id}
                kind={index === 0 ? "primary" : "plain"}
                onClick={() => setShown(button.id as ClaimPart)}
              >
                {button.id === "account" && (known ? known.account : data.account)
                  ? t("claim_account")
                  : button.label}
              </Button>
            ))}
          </div>
        ) : null}
        <p class="c-meta">
          <time dateTime={new Date(at).toISOString()}>{timeText(at)}</time>
        </p>
      </div>
      {shown ? <ClaimPartDialog notice={notice} at={at} part={shown} onClose={() => setShown(null)} /> : null}
    </article>
  );
};
