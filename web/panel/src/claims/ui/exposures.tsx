// The exposures of a claim: stage, adjuster, details and transitions.
import { Badge, Button, Icon, Rows } from "@baro/design";
import { dayAndClock, dayInWords, phoneLink, phoneText, seoulDay, wonText } from "@baro/design/format";
import type { ClaimView, ExposureView, TransitionView } from "@baro/wire";
import { Info, Plus } from "lucide";
import type { ComponentChildren } from "preact";
import { locale } from "../../i18n";
import { c } from "../i18n";
import { countdown, daysUntilDue, dueUrgency } from "../rules/due_dates";
import { transitionHint } from "../rules/hints";
import {
  forwardTransition,
  isDestructive,
  orderedTransitions,
  shownKey,
  transitionKey,
} from "../rules/transition_order";
import { DenialProposal } from "./denial_dialog";
import { useClaims } from "./hooks";

/** The exposure that number keys apply to: the one focused last, or this adjuster's first. */
export const currentExposure = (claim: ClaimView, coverage: string, me: string): ExposureView | null =>
  claim.exposures.find((exposure) => exposure.coverage === coverage) ??
  claim.exposures.find((exposure) => exposure.adjuster?.id === me && !exposure.final) ??
  claim.exposures.find((exposure) => (exposure.transitions ?? []).length > 0) ??
  claim.exposures[0] ??
  null;

export const ExposuresTab = ({ claim, wide }: { claim: ClaimView; wide: boolean }) => {
  const claims = useClaims();
  const w = c().exposure;
  const at = currentExposure(claim, claims.navigation.coverage.value, claims.me);
  return (
    <div class="k-exposures">
      {claim.exposures.map((exposure) => (
        <ExposureCard
          key={exposure.coverage}
          claim={claim}
          exposure={exposure}
          current={exposure === at}
          wide={wide}
        />
      ))}
      <Button
        size="small"
        kind="quiet"
        disabled={!claims.online}
        onClick={() => {
          claims.navigation.dialog.value = { name: "add_coverage", claim: claim.id };
        }}
      >
        <Icon of={Plus} size={14} />
        {w.add}
      </Button>
    </div>
  );
};

interface CardProps {
  readonly claim: ClaimView;
  readonly exposure: ExposureView;
  readonly current: boolean;
  readonly wide: boolean;
}

const ExposureCard = ({ claim, exposure, current, wide }: CardProps) => {
  const Heading = wide ? "h4" : "h3";
  const claims = useClaims();
  const w = c();
  const hint = transitionHint(exposure, claims.me, claim.account ?? "");
  const now = claims.now();
  return (
    <section
      class="k-exposure"
      aria-label={exposure.label}
      data-current={current || undefined}
      data-over={exposure.final || undefined}
      onFocusCapture={() => {
        claims.navigation.coverage.value = exposure.coverage;
      }}
    >
      <header>
        <Heading class="k-exposure-name">{exposure.label}</Heading>
        <Badge tone={stageTone(exposure)}>{exposure.stage_label}</Badge>
        <span class="k-grow" />
        <DueDate due={exposure.due_on ?? ""} late={exposure.overdue ?? false} now={now} />
      </header>
      <Progress exposure={exposure} />
      <Rows rows={rowsOf(exposure, now)} />
      {exposure.proposal ? <DenialProposal proposal={exposure.proposal} /> : null}
      {hint ? (
        <p class="k-hint">
          <Icon of={Info} size={15} />
          {w.hints[hint]}
        </p>
      ) : null}
      <TransitionButtons claim={claim} exposure={exposure} current={current} />
    </section>
  );
};

const stageTone = (exposure: ExposureView): "plain" | "brand" | "good" | "warn" | "bad" => {
  if (exposure.stage === "denied") return "bad";
  if (exposure.stage === "paid" || exposure.stage === "closed") return "good";
  if (["documents_pending", "dispute", "identity_hold"].includes(exposure.stage)) return "warn";
  return exposure.final ? "plain" : "brand";
};

/** A due date as a countdown, marked when overdue. */
export const DueDate = ({ due, late, now }: { due: string; late: boolean; now: number }) => {
  const rules = useClaims().rules;
  const how = dueUrgency(due, late, now, rules?.due_soon_days ?? 0);
  if (how === "none") return null;
  return (
    <span class="k-due" data-urgency={how} title={dayInWords(due, locale())}>
      <span class="sr-only">{c().exposure.due} </span>
      {countdown(due, now)}
      {how === "late" ? <span class="sr-only"> {c().exposure.late}</span> : null}
    </span>
  );
};

/** The usual stages and which were reached. */
const Progress = ({ exposure }: { exposure: ExposureView }) => {
  const w = c().exposure;
  const way = exposure.usual_path ?? [];
  if (way.length === 0) return null;
  const exact = way.findIndex((stage) => stage.name === exposure.stage);
  const reached = way.findLastIndex((stage) => (stage.at ?? 0) > 0);
  const at = exact >= 0 ? exact : reached;
  return (
    <ol class="k-way" aria-label={w.of(exposure.label)}>
      {way.map((stage, index) => {
        const state = index === at ? "now" : index < at ? "done" : "ahead";
        const when = (stage.at ?? 0) > 0 ? dayAndClock(stage.at ?? 0, locale()) : "";
        return (
          <li
            key={stage.name}
            data-state={state}
            aria-current={state === "now" ? "step" : undefined}
            title={[stage.label, when].filter(Boolean).join(" · ")}
          >
            <span class="k-way-label">{stage.label}</span>
            <span class="sr-only">
              {w[state]} {when}
            </span>
          </li>
        );
      })}
    </ol>
  );
};

const Money = ({ won }: { won: number }) => <span class="k-money">{wonText(won, locale())}</span>;

const rowsOf = (exposure: ExposureView, now: number): { label: string; value: ComponentChildren }[] => {
  const w = c().exposure;
  const days = -(daysUntilDue(seoulDay(exposure.since), now) ?? 0);
  const rows: { label: string; value: ComponentChildren }[] = [
    { label: w.adjuster, value: exposure.adjuster?.name ?? <span class="k-none">{w.nobody}</span> },
    { label: w.since, value: `${dayAndClock(exposure.since, locale())} · ${w.sinceDays(days)}` },
  ];
  if (exposure.due_on)
    rows.push({
      label: w.due,
      value: `${dayInWords(exposure.due_on, locale())}${exposure.next_step ? ` · ${exposure.next_step}` : ""}`,
    });
  else if (exposure.next_step) rows.push({ label: w.next, value: exposure.next_step });
  if (exposure.appointment) {
    rows.push({ label: w.booking, value: exposure.appointment.text });
    if (exposure.appointment.grounds) rows.push({ label: w.contested, value: exposure.appointment.grounds });
  }
  if (exposure.liability_percent !== null && exposure.liability_percent !== undefined)
    rows.push({ label: w.liability_percent, value: w.liabilityText(exposure.liability_percent) });
  if (exposure.assessed !== null && exposure.assessed !== undefined)
    rows.push({ label: w.assessed, value: <Money won={exposure.assessed} /> });
  if (exposure.advance) rows.push({ label: w.advance, value: <Money won={exposure.advance} /> });
  if (exposure.paid) rows.push({ label: w.paid, value: <Money won={exposure.paid} /> });
  if (exposure.assessed_by) rows.push({ label: w.assessedBy, value: exposure.assessed_by.name });
  if (exposure.approved_by) rows.push({ label: w.approvedBy, value: exposure.approved_by.name });
  if (exposure.grounds) rows.push({ label: w.grounds, value: exposure.grounds });
  if (exposure.appeal_until)
    rows.push({ label: w.appealUntil, value: dayInWords(exposure.appeal_until, locale()) });
  if (exposure.phone)
    rows.push({ label: w.phone, value: <a href={phoneLink(exposure.phone)}>{phoneText(exposure.phone)}</a> });
  return rows;
};

const TransitionButtons = ({
  claim,
  exposure,
  current,
}: {
  claim: ClaimView;
  exposure: ExposureView;
  current: boolean;
}) => {
  const claims = useClaims();
  const steps = orderedTransitions(exposure);
  const on = forwardTransition(exposure);
  if (steps.length === 0) return null;
  const open = (step: TransitionView) => {
    claims.navigation.dialog.value = {
      name: "step",
      claim: claim.id,
      coverage: exposure.coverage,
      step: step.name,
    };
  };
  const button = (step: TransitionView) => {
    const key = transitionKey(step.name);
    return (
      <Button
        key={step.name}
        size="small"
        kind={step === on ? "primary" : "plain"}
        class={isDestructive(step) ? "k-irreversible" : ""}
        disabled={!claims.online}
        aria-keyshortcuts={current ? key : undefined}
        onClick={() => open(step)}
      >
        {step.label}
        {key ? (
          <span class="k-key" aria-hidden="true">
            {shownKey(key)}
          </span>
        ) : null}
      </Button>
    );
  };
  const destructive = steps.filter(isDestructive);
  return (
    <>
      <fieldset class="k-steps" aria-label={c().exposure.steps(exposure.label)}>
        {steps.filter((step) => !isDestructive(step)).map(button)}
      </fieldset>
      {destructive.length > 0 ? (
        <fieldset class="k-steps k-apart">
          <legend>{c().exposure.destructive}</legend>
          {destructive.map(button)}
        </fieldset>
      ) : null}
    </>
  );
};
