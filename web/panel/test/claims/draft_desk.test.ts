// Unregistered accident forms at the desk.
import type { ClaimView, DraftView } from "@baro/wire";
import { Refused } from "@baro/wire";
import { expect, test } from "vitest";
import type { ClaimApi } from "../../src/claims/state/claim_api";
import { DraftDesk } from "../../src/claims/state/draft_desk";

const form = (version: number, place: string): DraftView => ({
  key: "c1:1",
  version,
  conversation: "c1",
  changed_at: 1,
  facts: [{ slot: "place", label: "사고 장소", value: place, shown: place }],
});
const claim = { id: "20261130-000001", customer: { id: "kim", name: "김서연" } } as ClaimView;

const sit = (answers: Record<string, () => unknown>) => {
  const asked: [string, unknown][] = [];
  const wire = {
    request: async (action: string, fields: unknown) => {
      asked.push([action, fields]);
      return answers[action]?.();
    },
  } as unknown as ClaimApi;
  const registered: ClaimView[] = [];
  return { desk: new DraftDesk(wire, (one) => registered.push(one)), asked, registered };
};

test("a draft is corrected in the version seen and removed once it is registered", async () => {
  const { desk, asked, registered } = sit({
    drafts: () => ({ drafts: [form(1, "강남역")] }),
    correct: () => ({ draft: form(2, "역삼역") }),
    register: () => ({ claim }),
  });
  await desk.load("c1", "kim");
  expect(await desk.correct("c1", "kim", form(1, "강남역"), { place: "역삼역" })).toEqual({ ok: true });
  expect(desk.draftsOf("kim")).toEqual([form(2, "역삼역")]);
  await desk.register("c1", "kim", form(2, "역삼역"));
  expect(asked.slice(1)).toEqual([
    ["correct", { conversation: "c1", key: "c1:1", version: 1, facts: { place: "역삼역" } }],
    ["register", { conversation: "c1", key: "c1:1", version: 2 }],
  ]);
  expect([desk.draftsOf("kim"), registered]).toEqual([[], [claim]]);
});

test("a conflict is reported and the current drafts loaded", async () => {
  const refusal = { code: "form_changed", text: "먼저 고쳤어요", retryable: false, details: {} };
  const { desk } = sit({
    drafts: () => ({ drafts: [form(3, "선릉역")] }),
    register: () => {
      throw new Refused(refusal);
    },
  });
  const done = await desk.register("c1", "kim", form(2, "역삼역"));
  expect(done).toEqual({
    ok: false,
    text: "고객이나 다른 상담원이 먼저 고쳤습니다. 바뀐 내용을 확인하고 다시 해 주세요.",
    code: "form_changed",
  });
  expect(desk.draftsOf("kim")).toEqual([form(3, "선릉역")]);
});
