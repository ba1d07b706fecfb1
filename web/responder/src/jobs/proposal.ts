// What a responder proposes to the customer on site: where to, how far, what it costs on top. Pure.
import type { ResponderJobView } from "@baro/wire";
import type { PendingStep } from "./step_queue";

/** The form as it is typed. `garage`: id of a partner garage, "" for another place. */
export interface ProposalForm {
  readonly garage: string;
  readonly destination: string;
  readonly km: string;
  readonly won: string;
  readonly reason: string;
}

export type Fault = "whereMissing" | "numberBad" | "reasonMissing";

export const emptyProposal = (job: ResponderJobView): ProposalForm => ({
  garage: job.garages?.[0]?.id ?? "",
  destination: job.destination_text ?? "",
  km: job.garages?.[0]?.km.toFixed(1) ?? "",
  won: "",
  reason: "",
});

const numberIn = (text: string): number | null => {
  const value = Number(text.replace(/[,\s]/g, ""));
  return Number.isFinite(value) && value >= 0 ? value : null;
};

/** The first thing that is wrong with each field. A tow needs a place; an extra cost needs a reason. */
export const faultsOf = (form: ProposalForm, tows: boolean): Partial<Record<keyof ProposalForm, Fault>> => {
  const won = numberIn(form.won);
  return {
    ...(tows && form.garage === "" && form.destination.trim() === ""
      ? { destination: "whereMissing" as const }
      : {}),
    ...(numberIn(form.km) === null ? { km: "numberBad" as const } : {}),
    ...(won === null ? { won: "numberBad" as const } : {}),
    ...(won !== null && won > 0 && form.reason.trim() === "" ? { reason: "reasonMissing" as const } : {}),
  };
};

export const stepOf = (job: string, form: ProposalForm): PendingStep => ({
  job,
  step: "propose",
  km: Math.round(numberIn(form.km) ?? 0),
  extra_won: Math.round(numberIn(form.won) ?? 0),
  reason: form.reason.trim(),
  ...(form.garage === "" ? { destination: form.destination.trim() } : { garage: form.garage }),
});
