// One claim: its exposures with their progress, the documents, what was reported and the payout account.
import { Badge, Rows } from "@baro/design";
import { grouped } from "@baro/design/format";
import type { ClaimView, ExposureView } from "@baro/wire";
import { Documents } from "../files/checklist_view";
import { ProgressView } from "../files/progress_view";
import { fullText, t } from "../texts";
import { shownDocuments } from "./claim_state";
import { PayoutAccount } from "./payout_account";
import { TransitionForm } from "./transition_form";

export const ClaimCard = ({ claim }: { claim: ClaimView }) => {
  const documents = claim.documents ?? [];
  const facts = claim.facts ?? [];
  return (
    <section class="c-claim" aria-label={t("claim_number", { number: claim.id })}>
      <header>
        <h3>{t("claim_number", { number: claim.id })}</h3>
        {claim.open ? null : <Badge>{t("claim_over")}</Badge>}
        <p class="c-hint">{t("claim_when", { when: fullText(claim.registered_at) })}</p>
      </header>
      {claim.exposures.map((exposure) => (
        <Exposure key={exposure.coverage} claim={claim} exposure={exposure} />
      ))}
      {claim.open && documents.length > 0 ? (
        <details class="c-checklist">
          <summary>{t("claim_documents")}</summary>
          <Documents documents={shownDocuments(claim)} claim={claim.id} />
        </details>
      ) : null}
      {facts.length > 0 ? (
        <details>
          <summary>{t("claim_facts")}</summary>
          <Rows rows={facts.map((fact) => ({ label: fact.label, value: fact.shown }))} />
        </details>
      ) : null}
      {claim.open ? <PayoutAccount claim={claim} /> : null}
    </section>
  );
};

const Exposure = ({ claim, exposure }: { claim: ClaimView; exposure: ExposureView }) => {
  const current = exposure.usual_path?.findLastIndex((stage) => (stage.at ?? 0) > 0) ?? -1;
  const amounts: string[] = [];
  if (exposure.liability_percent !== undefined && exposure.liability_percent !== null)
    amounts.push(t("claim_liability", { percent: exposure.liability_percent }));
  if (exposure.advance) amounts.push(t("claim_advance", { amount: grouped(exposure.advance) }));
  if (exposure.paid) amounts.push(t("claim_paid", { amount: grouped(exposure.paid) }));
  return (
    <>
      <ProgressView
        progress={{
          type: "progress",
          claim: claim.id,
          title: "",
          exposures: [
            {
              label: exposure.label,
              stage: exposure.stage_label,
              stages: (exposure.usual_path ?? []).map((stage, index) => ({
                label: stage.label,
                state: index < current ? "done" : index === current ? "now" : "ahead",
                at: stage.at ?? 0,
              })),
              adjuster: exposure.adjuster?.name ?? "",
              phone: exposure.phone ?? "",
              next_step: exposure.next_step ?? "",
              due_on: exposure.due_on ?? "",
              appointment: exposure.appointment?.text ?? "",
            },
          ],
          text: [...amounts, exposure.grounds ?? "", exposure.not_insured ?? ""].filter(Boolean).join(" · "),
        }}
      />
      <div class="c-claim-steps">
        {(exposure.transitions ?? []).map(({ name }) => (
          <TransitionForm key={name} claim={claim} exposure={exposure} transition={name} />
        ))}
      </div>
    </>
  );
};
