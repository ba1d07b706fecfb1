// The coverages of a claim: where each stands, who has it, and what can be done with it.
import { Badge, Button, Icon, Rows } from "@baro/design";
import { dayAndClock, dayInWords, phoneLink, phoneText, seoulDay, wonText } from "@baro/design/format";
import type { ClaimView, ExposureView, TransitionView } from "@baro/wire";
import { Info, Plus } from "lucide";
import type { ComponentChildren } from "preact";
import { locale } from "../../i18n";
import { c } from "../i18n";
import { countdown, daysUntilDue, dueUrgency } from "../rules/due_dates";
import { hintOf } from "../rules/hints";
import { forwardStep, orderedSteps } from "../rules/step_order";
import { isOver } from "../rules/work_list";
import { DenialProposal } from "./denial_dialog";
import { useClaims } from "./hooks";

/** The coverage that figures act on: the one last pressed or reached, or the first of this person's. */
export const currentExposure = (claim: ClaimView, coverage: string, me: string): ExposureView | null =>
  claim.exposures.find((line) => line.coverage === coverage) ??
  claim.exposures.find((line) => line.adjuster?.id === me && !isOver(line.stage)) ??
  claim.exposures.find((line) => (line.transitions ?? []).length > 0) ??
  claim.exposures[0] ??
  null;

export const ExposuresTab = ({ claim, wide }: { claim: ClaimView; wide: boolean }) => {
  const claims = useClaims();
  const w = c().line;
  const at = currentExposure(claim, claims.navigation.coverage.value, claims.me);
  return (
    <div class="k-lines">
      {claim.exposures.map((line) => (
        <ExposureCard key={line.coverage} claim={claim} line={line} current={line === at} wide={wide} />
      ))}
      <Button
        size="small"
        kind="quiet"
        disabled={!claims.online}
        onClick={() => {
          claims.navigation.dialog.value = { name: "addline", claim: claim.id };
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
  readonly line: ExposureView;
  readonly current: boolean;
  readonly wide: boolean;
}

const ExposureCard = ({ claim, line, current, wide }: CardProps) => {
  const Heading = wide ? "h4" : "h3";
  const claims = useClaims();
  const w = c();
  const hint = hintOf(line, claims.me);
  const now = claims.now();
  return (
    <section
      class="k-line"
      aria-label={line.label}
      data-current={current || undefined}
      data-over={isOver(line.stage) || undefined}
      onFocusCapture={() => {
        claims.navigation.coverage.value = line.coverage;
      }}
    >
      <header>
        <Heading class="k-line-name">{line.label}</Heading>
        <Badge tone={stageTone(line)}>{line.stage_label}</Badge>
        <span class="k-grow" />
        <DueDate due={line.due_on ?? ""} late={line.overdue ?? false} now={now} />
      </header>
      <Progress line={line} />
      <Rows rows={rowsOf(line, now)} />
      {line.proposal ? <DenialProposal proposal={line.proposal} /> : null}
      {hint ? (
        <p class="k-hint">
          <Icon of={Info} size={15} />
          {w.hints[hint]}
        </p>
      ) : null}
      <StepButtons claim={claim} line={line} current={current} />
    </section>
  );
};

const stageTone = (line: ExposureView): "plain" | "brand" | "good" | "warn" | "bad" => {
  if (line.stage === "denied") return "bad";
  if (line.stage === "paid" || line.stage === "closed") return "good";
  if (["documents_pending", "dispute", "identity_hold"].includes(line.stage)) return "warn";
  return isOver(line.stage) ? "plain" : "brand";
};

/** A promised day: D-2, and that it has passed. */
export const DueDate = ({ due, late, now }: { due: string; late: boolean; now: number }) => {
  const rules = useClaims().rules;
  const how = dueUrgency(due, late, now, rules?.due_soon_days ?? 0);
  if (how === "none") return null;
  return (
    <span class="k-due" data-urgency={how} title={dayInWords(due, locale())}>
      <span class="sr-only">{c().line.due} </span>
      {countdown(due, now)}
      {how === "late" ? <span class="sr-only"> {c().line.late}</span> : null}
    </span>
  );
};

/** The usual way, with what was reached of it. */
const Progress = ({ line }: { line: ExposureView }) => {
  const w = c().line;
  const way = line.usual_path ?? [];
  if (way.length === 0) return null;
  const exact = way.findIndex((stage) => stage.name === line.stage);
  const reached = way.findLastIndex((stage) => (stage.at ?? 0) > 0);
  const at = exact >= 0 ? exact : reached;
  return (
    <ol class="k-way" aria-label={w.of(line.label)}>
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

const rowsOf = (line: ExposureView, now: number): { label: string; value: ComponentChildren }[] => {
  const w = c().line;
  const days = -(daysUntilDue(seoulDay(line.since), now) ?? 0);
  const rows: { label: string; value: ComponentChildren }[] = [
    { label: w.adjuster, value: line.adjuster?.name ?? <span class="k-none">{w.nobody}</span> },
    { label: w.since, value: `${dayAndClock(line.since, locale())} · ${w.sinceDays(days)}` },
  ];
  if (line.due_on)
    rows.push({
      label: w.due,
      value: `${dayInWords(line.due_on, locale())}${line.next_step ? ` · ${line.next_step}` : ""}`,
    });
  else if (line.next_step) rows.push({ label: w.next, value: line.next_step });
  if (line.appointment) {
    rows.push({ label: w.booking, value: line.appointment.text });
    if (line.appointment.grounds) rows.push({ label: w.contested, value: line.appointment.grounds });
  }
  if (line.liability_percent !== null && line.liability_percent !== undefined)
    rows.push({ label: w.liability_percent, value: w.liabilityText(line.liability_percent) });
  if (line.assessed !== null && line.assessed !== undefined)
    rows.push({ label: w.assessed, value: <Money won={line.assessed} /> });
  if (line.advance) rows.push({ label: w.advance, value: <Money won={line.advance} /> });
  if (line.paid) rows.push({ label: w.paid, value: <Money won={line.paid} /> });
  if (line.assessed_by) rows.push({ label: w.assessedBy, value: line.assessed_by.name });
  if (line.approved_by) rows.push({ label: w.approvedBy, value: line.approved_by.name });
  if (line.grounds) rows.push({ label: w.grounds, value: line.grounds });
  if (line.appeal_until) rows.push({ label: w.appealUntil, value: dayInWords(line.appeal_until, locale()) });
  if (line.phone)
    rows.push({ label: w.phone, value: <a href={phoneLink(line.phone)}>{phoneText(line.phone)}</a> });
  return rows;
};

const StepButtons = ({
  claim,
  line,
  current,
}: {
  claim: ClaimView;
  line: ExposureView;
  current: boolean;
}) => {
  const claims = useClaims();
  const steps = orderedSteps(line);
  const on = forwardStep(line);
  if (steps.length === 0) return null;
  const open = (step: TransitionView) => {
    claims.navigation.dialog.value = {
      name: "step",
      claim: claim.id,
      coverage: line.coverage,
      step: step.name,
    };
  };
  return (
    <fieldset class="k-steps" aria-label={c().line.steps(line.label)}>
      {steps.map((step, index) => (
        <Button
          key={step.name}
          size="small"
          kind={step === on ? "primary" : "plain"}
          class={step.irreversible ? "k-danger" : ""}
          disabled={!claims.online}
          aria-keyshortcuts={current && index < 9 ? String(index + 1) : undefined}
          onClick={() => open(step)}
        >
          {step.label}
          {index < 9 ? (
            <span class="k-key" aria-hidden="true">
              {index + 1}
            </span>
          ) : null}
        </Button>
      ))}
    </fieldset>
  );
};
