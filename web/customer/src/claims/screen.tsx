// One's accidents: how far each has come, what is still needed, where the money goes.
import { Badge, Button, Dialog, Empty, Field, Icon, Rows, Spinner } from "@baro/design";
import { grouped } from "@baro/design/format";
import type { ClaimView, ExposureView } from "@baro/wire";
import { CarFront } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { PaperRow, ProgressView } from "../files/bodies";
import { claims, loadClaims, mergeClaim } from "../files/file_state";
import { attempt, connection } from "../model";
import { fullText, type Key, t } from "../texts";

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
          <One key={claim.id} claim={claim} />
        ))}
      </div>
    </Dialog>
  );
};

const One = ({ claim }: { claim: ClaimView }) => {
  const papers = claim.documents ?? [];
  const facts = claim.facts ?? [];
  return (
    <section class="c-claim" aria-label={t("claim_number", { number: claim.id })}>
      <header>
        <h3>{t("claim_number", { number: claim.id })}</h3>
        {claim.open ? null : <Badge>{t("claim_over")}</Badge>}
        <p class="c-hint">{t("claim_when", { when: fullText(claim.registered_at) })}</p>
      </header>
      {claim.exposures.map((each) => (
        <Line key={each.coverage} claim={claim} line={each} />
      ))}
      {claim.open && papers.length > 0 ? (
        <details class="c-checklist">
          <summary>{t("claim_papers")}</summary>
          <ul>
            {papers.map(({ document: paper }) => (
              <PaperRow key={paper.item} paper={paper} claim={claim.id} />
            ))}
          </ul>
        </details>
      ) : null}
      {facts.length > 0 ? (
        <details>
          <summary>{t("claim_facts")}</summary>
          <Rows rows={facts.map((fact) => ({ label: fact.label, value: fact.shown }))} />
        </details>
      ) : null}
      {claim.open ? <Account claim={claim} /> : null}
    </section>
  );
};

const Line = ({ claim, line: one }: { claim: ClaimView; line: ExposureView }) => {
  const here = one.usual_path?.findLastIndex((stage) => (stage.at ?? 0) > 0) ?? -1;
  const money: string[] = [];
  if (one.liability_percent !== undefined && one.liability_percent !== null)
    money.push(t("claim_liability", { percent: one.liability_percent }));
  if (one.advance) money.push(t("claim_advance", { amount: grouped(one.advance) }));
  if (one.paid) money.push(t("claim_paid", { amount: grouped(one.paid) }));
  return (
    <>
      <ProgressView
        progress={{
          type: "progress",
          claim: claim.id,
          title: "",
          exposures: [
            {
              label: one.label,
              stage: one.stage_label,
              stages: (one.usual_path ?? []).map((stage, place) => ({
                label: stage.label,
                state: place < here ? "done" : place === here ? "now" : "ahead",
                at: stage.at ?? 0,
              })),
              adjuster: one.adjuster?.name ?? "",
              phone: one.phone ?? "",
              next_step: one.next_step ?? "",
              due_on: one.due_on ?? "",
              appointment: one.appointment?.text ?? "",
            },
          ],
          text: [...money, one.grounds ?? ""].filter(Boolean).join(" · "),
        }}
      />
      <div class="c-claim-steps">
        {(one.transitions ?? []).map((step) => (
          <Step key={step.name} claim={claim} line={one} step={step.name} />
        ))}
      </div>
    </>
  );
};

const STEP_WORDS: Readonly<Record<string, Key>> = {
  withdraw: "claim_withdraw",
  dispute: "claim_dispute",
  appeal: "claim_appeal",
};

/** A step the customer may take: asked for a reason first, and whether he is sure. */
const Step = ({ claim, line: one, step }: { claim: ClaimView; line: ExposureView; step: string }) => {
  const [asked, setAsked] = useState(false);
  const [grounds, setGrounds] = useState("");
  const word = STEP_WORDS[step];
  if (!word) return null;
  const online = connection.value.phase === "online";
  const take = async () => {
    const done = await attempt(async (to) => {
      const fields = {
        claim: claim.id,
        coverage: one.coverage,
        transition: step,
        version: claim.version,
        grounds,
      };
      const { claim: after } = await to.request("apply_transition", fields);
      mergeClaim(after);
    });
    if (done) setAsked(false);
  };
  if (!asked)
    return (
      <Button size="small" onClick={() => setAsked(true)}>
        {t(word)}
      </Button>
    );
  return (
    <form
      class="c-claim-step"
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <p>{t("claim_sure", { coverage: one.label, step: t(word) })}</p>
      <Field label={t("claim_reason")}>
        {(ids) => (
          <textarea
            {...ids}
            class="b-input"
            required
            maxLength={2000}
            value={grounds}
            onInput={(event) => setGrounds(event.currentTarget.value)}
          />
        )}
      </Field>
      <Button onClick={() => setAsked(false)}>{t("cancel")}</Button>
      <Button type="submit" kind="danger" disabled={!online || grounds.trim() === ""}>
        {t(word)}
      </Button>
    </form>
  );
};

const BANKS = [
  "KB국민",
  "신한",
  "우리",
  "하나",
  "NH농협",
  "IBK기업",
  "카카오뱅크",
  "토스뱅크",
  "케이뱅크",
  "SC제일",
  "새마을금고",
  "우체국",
  "신협",
  "수협",
  "iM뱅크",
  "부산",
  "경남",
  "광주",
  "전북",
  "제주",
];

const Account = ({ claim }: { claim: ClaimView }) => {
  const [account, setAccount] = useState({ bank: "", number: "", holder: "" });
  const [open, setOpen] = useState(false);
  const save = async () => {
    const done = await attempt(async (to) => {
      mergeClaim((await to.request("account", { claim: claim.id, ...account })).claim);
    });
    if (done) setOpen(false);
  };
  const set = (part: Partial<typeof account>) => setAccount({ ...account, ...part });
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("claim_account")}</summary>
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
              {BANKS.map((bank) => (
                <option key={bank}>{bank}</option>
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
              pattern="[0-9\-]{6,20}"
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
    </details>
  );
};
