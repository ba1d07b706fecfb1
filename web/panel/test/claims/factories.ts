// Test claims, exposures and files, and a fake wire with given answers.
import type { Action, ClaimView, ExposureView, Fields, UploadView, WorkItemView } from "@baro/wire";
import { initialState, Refused } from "@baro/wire";
import { signal } from "@preact/signals";
import { ClaimDesk } from "../../src/claims";
import type { ClaimApi } from "../../src/claims/state/claim_api";
import { Toasts } from "../../src/desk/toasts";

/** 2026-11-23 12:00 in Seoul. */
export const NOON = Date.UTC(2026, 10, 23, 3);

export const exposure = (change: Partial<ExposureView> = {}): ExposureView => ({
  coverage: "own_damage",
  label: "자차",
  department: "own_car",
  department_label: "자차",
  stage: "assigned",
  stage_label: "담당자 배정",
  since: NOON,
  ...change,
});

export const claim = (change: Partial<ClaimView> = {}): ClaimView => ({
  id: "20261123-482137",
  version: 1,
  customer: { id: "kim", name: "김서연" },
  conversation: "c1",
  registered_at: NOON,
  open: true,
  exposures: [exposure()],
  ...change,
});

export const file = (id: string, change: Partial<UploadView> = {}): UploadView => ({
  id,
  conversation: "c1",
  name: `${id}.jpg`,
  kind: "photo",
  size: 1_000,
  status: "ready",
  at: NOON,
  by: { id: "kim", name: "김서연" },
  ...change,
});

export const work = (change: Partial<WorkItemView> = {}): WorkItemView => ({
  claim: "20261123-482137",
  coverage: "own_damage",
  label: "자차",
  department: "own_car",
  stage: "assigned",
  stage_label: "담당자 배정",
  customer: { id: "kim", name: "김서연" },
  since: NOON,
  ...change,
});

export const refusal = (code: string, details: Record<string, string | number> = {}): Refused =>
  new Refused({ code, text: `(${code})`, retryable: false, details });

/** A desk of claims over a wire whose answers `answer` gives; throw in it to refuse. */
export const claimDesk = (
  answer: (action: Action, fields: unknown) => unknown,
  departments: readonly string[] = ["own_car"],
) => {
  const asked: [Action, unknown][] = [];
  const wire = {
    request: async (action: Action, fields: Fields<Action>) => {
      asked.push([action, fields]);
      return answer(action, fields);
    },
  } as unknown as ClaimApi;
  const state = signal({
    ...initialState,
    connection: { phase: "online" as const },
    you: { id: "me", role: "agent", name: "오도윤" },
  });
  const toasts = new Toasts(() => undefined);
  const desk = new ClaimDesk({ wire, state, toasts, departments, now: () => NOON });
  return { desk, asked, toasts };
};
