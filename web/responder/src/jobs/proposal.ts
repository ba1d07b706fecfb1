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
  /** Holes in the tread of a tyre, and minutes of winching, as typed. */
  readonly holes: string;
  readonly minutes: string;
  readonly heavy: boolean;
  readonly second: boolean;
}

/** What each service may have cost on top by the tariff. */
export const hasHoles = (service: string): boolean => service === "tyre";
export const hasWinching = (service: string): boolean => service === "winch" || service === "tow";

export type Fault = "whereMissing" | "numberBad" | "reasonMissing";

export const emptyProposal = (job: ResponderJobView): ProposalForm => ({
  garage: job.garages?.[0]?.id ?? "",
  destination: job.destination_text ?? "",
  km: job.garages?.[0]?.km.toFixed(1) ?? "",
  won: "",
  reason: "",
  holes: "",
  minutes: "",
  heavy: false,
  second: false,
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
    ...(numberIn(form.holes) === null ? { holes: "numberBad" as const } : {}),
    ...(numberIn(form.minutes) === null ? { minutes: "numberBad" as const } : {}),
    ...(won === null ? { won: "numberBad" as const } : {}),
    ...(won !== null && won > 0 && form.reason.trim() === "" ? { reason: "reasonMissing" as const } : {}),
  };
};

const countsOf = (form: ProposalForm): Record<string, number> => {
  const counts = {
    holes: Math.round(numberIn(form.holes) ?? 0),
    winch_minutes: Math.round(numberIn(form.minutes) ?? 0),
    heavy_wrecker: Number(form.heavy),
    second_wrecker: Number(form.second),
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
};

export const stepOf = (job: string, form: ProposalForm): PendingStep => ({
  job,
  step: "propose",
  km: Math.ceil(numberIn(form.km) ?? 0), // a kilometre that has begun counts
  extras: countsOf(form),
  extra_won: Math.round(numberIn(form.won) ?? 0),
  reason: form.reason.trim(),
  ...(form.garage === "" ? { destination: form.destination.trim() } : { garage: form.garage }),
});
