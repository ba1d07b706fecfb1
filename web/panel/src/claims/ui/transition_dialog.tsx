// The dialog of a transition: its fields, and a summary to confirm before an irreversible one.
import { Banner, Button, Icon } from "@baro/design";
import { dayAndClock, wonBoth, wonText } from "@baro/design/format";
import type { ClaimView, ExposureView, TransitionView } from "@baro/wire";
import { TriangleAlert } from "lucide";
import { useState } from "preact/hooks";
import { locale } from "../../i18n";
import { c } from "../i18n";
import { parseWon } from "../rules/money";
import {
  EMPTY_DRAFT,
  fieldsOf,
  type Problem,
  paysOut,
  problemsOf,
  type TransitionDraft,
  type TransitionFieldName,
  transitionFields,
} from "../rules/transition_form";
import { ConfirmDenialDialog } from "./denial_dialog";
import { CancelButton, FormDialog } from "./form_dialog";
import { useClaims, useSubmit } from "./hooks";
import { labelOf, TransitionField } from "./transition_field";

interface Props {
  readonly claim: ClaimView;
  readonly exposure: ExposureView;
  readonly step: TransitionView;
}

/** Keeps the transition it was opened with, also if the claim changes meanwhile. */
export const TransitionDialog = (props: { claim: string; coverage: string; step: string }) => {
  const claims = useClaims();
  const claim = claims.claims.value.get(props.claim);
  const exposure = claim?.exposures.find((one) => one.coverage === props.coverage);
  const offered = exposure?.transitions?.find((one) => one.name === props.step);
  const [first] = useState(offered);
  const step = offered ?? first;
  if (!claim || !exposure || !step) return null;
  if (step.name === "confirm_denial")
    return <ConfirmDenialDialog claim={claim} exposure={exposure} label={step.label} gone={!offered} />;
  return <TransitionFormDialog claim={claim} exposure={exposure} step={step} gone={!offered} />;
};

/** Documents that this coverage needs now and lacks. */
const missingDocuments = (claim: ClaimView, coverage: string): string[] =>
  (claim.documents ?? [])
    .filter(({ coverages = [] }) => coverages.length === 0 || coverages.includes(coverage))
    .filter(({ document: doc }) => (doc.need ?? "now") === "now")
    .filter(({ document: doc }) => doc.status === "missing" || doc.status === "rejected")
    .map(({ document: doc }) => doc.item);

const firstDraft = ({ claim, exposure, step }: Props): TransitionDraft => ({
  ...EMPTY_DRAFT,
  items: step.required_fields?.includes("items") ? missingDocuments(claim, exposure.coverage) : [],
  liability_percent:
    exposure.liability_percent === null || exposure.liability_percent === undefined
      ? ""
      : String(exposure.liability_percent),
});

const TransitionFormDialog = (props: Props & { gone: boolean }) => {
  const { claim, exposure, step, gone } = props;
  const claims = useClaims();
  const w = c().transition;
  const [draft, setDraft] = useState<TransitionDraft>(() => firstDraft(props));
  const [problems, setProblems] = useState<Readonly<Partial<Record<TransitionFieldName, Problem>>>>({});
  const [sure, setSure] = useState(false);
  const { busy, problem, act } = useSubmit();
  const fields = fieldsOf(step);
  const asks = Boolean(step.irreversible) && !sure && fields.length > 0;
  const account = claim.account ?? "";
  const unpayable = paysOut(step) && account === "";

  const submit = async () => {
    const found = problemsOf(step, draft, claims.now());
    setProblems(found);
    if (Object.keys(found).length > 0) {
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>("dialog [aria-invalid='true'], #step-items")?.focus(),
      );
      return;
    }
    if (asks) {
      setSure(true);
      return;
    }
    const done = await act(() =>
      claims.applyTransition(claim, exposure.coverage, step.name, transitionFields(step, draft)),
    );
    if (!done) return;
    claims.showToast(
      "good",
      step.name === "deny" ? c().denial.proposed(exposure.label) : w.done(step.label, exposure.label),
    );
    claims.navigation.closeDialog();
  };

  return (
    <FormDialog
      title={w.title(step.label, exposure.label)}
      problem={problem}
      onSubmit={() => void submit()}
      buttons={
        <>
          {sure ? <Button onClick={() => setSure(false)}>{w.back}</Button> : <CancelButton />}
          <Button
            key={sure ? "sure" : "first"}
            type="submit"
            kind={step.irreversible && !asks ? "danger" : "primary"}
            autofocus={fields.length === 0 || sure}
            disabled={busy || gone || unpayable || !claims.online}
          >
            {asks ? w.continue : w.submit(step.label)}
          </Button>
        </>
      }
    >
      {gone ? <Banner tone="warn">{w.changed}</Banner> : null}
      {unpayable ? <AccountMissing claim={claim} exposure={exposure} /> : null}
      {paysOut(step) && account ? <AccountShown account={account} /> : null}
      {fields.length === 0 && !unpayable ? (
        <p>{step.name === "pay" ? <PaymentAmount exposure={exposure} /> : w.plain(exposure.stage_label)}</p>
      ) : null}
      {step.name === "approve" ? <AssessedAmount exposure={exposure} /> : null}
      {step.name === "deny" ? <p>{c().denial.lead}</p> : null}
      {sure ? (
        <TransitionSummary step={step} draft={draft} claim={claim} />
      ) : (
        fields.map((need, index) => (
          <TransitionField
            key={need}
            need={need}
            claim={claim}
            exposure={exposure}
            step={step.name}
            draft={draft}
            first={index === 0}
            optional={!step.required_fields?.includes(need)}
            problem={problems[need]}
            onChange={(change) => {
              setDraft((before) => ({ ...before, ...change }));
              setProblems(({ [need]: _, ...rest }) => rest);
            }}
          />
        ))
      )}
      {step.irreversible && !asks && !unpayable ? (
        <Banner tone="bad" icon={<Icon of={TriangleAlert} size={18} />}>
          {w.irreversible}
        </Banner>
      ) : null}
    </FormDialog>
  );
};

/** Before anything irreversible is asked: there is no account. The customer is asked for it from here. */
const AccountMissing = ({ claim, exposure }: { claim: ClaimView; exposure: ExposureView }) => {
  const claims = useClaims();
  const w = c().payee;
  const { busy, problem, act } = useSubmit();
  const asked = claim.account_requested_at ?? 0;
  const may = exposure.transitions?.some(({ name }) => name === "request_account");
  const ask = async () => {
    if (await act(() => claims.applyTransition(claim, exposure.coverage, "request_account", {})))
      claims.showToast("good", w.asked);
  };
  return (
    <Banner
      tone="warn"
      icon={<Icon of={TriangleAlert} size={18} />}
      action={
        may ? (
          <Button size="small" autofocus disabled={busy || !claims.online} onClick={() => void ask()}>
            {w.ask}
          </Button>
        ) : undefined
      }
    >
      {w.missing}
      {asked > 0 ? ` ${w.askedAt(dayAndClock(asked, locale()))}` : ""}
      {problem ? ` ${problem}` : ""}
    </Banner>
  );
};

const AccountShown = ({ account }: { account: string }) => (
  <dl class="b-rows k-given">
    <div>
      <dt>{c().payee.to}</dt>
      <dd>{account}</dd>
    </div>
  </dl>
);

const PaymentAmount = ({ exposure }: { exposure: ExposureView }) => {
  const won = Math.max(0, (exposure.assessed ?? 0) - (exposure.advance ?? 0));
  return <strong>{c().transition.pay(wonText(won, locale()))}</strong>;
};

/** The amount that the second person approves. */
const AssessedAmount = ({ exposure }: { exposure: ExposureView }) => {
  const w = c().exposure;
  return (
    <dl class="b-rows k-given">
      <div>
        <dt>{w.assessed}</dt>
        <dd>{wonBoth(exposure.assessed ?? 0, locale())}</dd>
      </div>
      <div>
        <dt>{w.assessedBy}</dt>
        <dd>{exposure.assessed_by?.name ?? ""}</dd>
      </div>
    </dl>
  );
};

/** What was filled in, for confirmation. */
const TransitionSummary = ({
  step,
  draft,
  claim,
}: {
  step: TransitionView;
  draft: TransitionDraft;
  claim: ClaimView;
}) => {
  const text = (need: TransitionFieldName): string => {
    switch (need) {
      case "amount":
        return wonText(parseWon(draft.amount) ?? 0, locale());
      case "liability_percent":
        return c().exposure.liabilityText(Number(draft.liability_percent));
      case "items":
        return (claim.documents ?? [])
          .filter(({ document: doc }) => draft.items.includes(doc.item))
          .map(({ document: doc }) => doc.label)
          .join(", ");
      default:
        return draft[need];
    }
  };
  return (
    <dl class="b-rows k-given">
      {fieldsOf(step).map((need) => (
        <div key={need}>
          <dt>{labelOf(step.name, need)}</dt>
          <dd>{text(need)}</dd>
        </div>
      ))}
    </dl>
  );
};
