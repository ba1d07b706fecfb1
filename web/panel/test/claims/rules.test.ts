// Amounts, due dates, transitions: texts, required fields, requests.
import { wonText } from "@baro/design/format";
import { MAX_WON } from "@baro/wire";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { customerEventsSince } from "../../src/claims/rules/denial_proposals";
import { countdown, dueUrgency, tomorrow } from "../../src/claims/rules/due_dates";
import { fileSizeText } from "../../src/claims/rules/file_size";
import { transitionHint } from "../../src/claims/rules/hints";
import { formatAmountInput, parseWon } from "../../src/claims/rules/money";
import { GO_TIMEOUT_MS, GoToKeys } from "../../src/claims/rules/shortcuts";
import { EMPTY_DRAFT, fieldsOf, problemsOf, transitionFields } from "../../src/claims/rules/transition_form";
import {
  forwardTransition,
  isDestructive,
  orderedTransitions,
  transitionKey,
  transitionOfStroke,
} from "../../src/claims/rules/transition_order";
import { claim, exposure, NOON } from "./factories";

describe("typed amounts", () => {
  test.each([
    ["1,234,000", 1_234_000],
    ["120만", 1_200_000],
    ["3억 5,000만원", 350_000_000],
    ["120만 5000", 1_205_000],
    ["１２３", 123],
    ["", null],
    ["백만", null],
    ["-5", null],
    ["12.5", null],
    [String(MAX_WON + 1), null],
  ])("%s is understood as %s", (typed, won) => expect(parseWon(typed)).toBe(won));

  test("an amount in words is parsed back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_WON }), (won) => parseWon(wonText(won, "ko-KR")) === won),
    );
  });

  test("digits get commas while typing; other text is unchanged", () => {
    expect(formatAmountInput("1234000")).toBe("1,234,000");
    expect(formatAmountInput("1,2340")).toBe("12,340");
    expect(formatAmountInput("120만")).toBe("120만");
  });
});

describe("due dates", () => {
  const lateEvening = Date.UTC(2026, 10, 23, 15, 30); // 00:30 of the 24th in Seoul

  test("are counted in Korean days", () => {
    expect(countdown("2026-11-25", NOON)).toBe("D-2");
    expect(countdown("2026-11-23", NOON)).toBe("D-day");
    expect(countdown("2026-11-23", lateEvening)).toBe("D+1");
    expect(countdown("", NOON)).toBe("");
    expect(tomorrow(lateEvening)).toBe("2026-11-25");
  });

  test("are soon within the configured days, and late afterwards", () => {
    const of = (due: string, late = false) => dueUrgency(due, late, NOON, 2);
    expect([of(""), of("2026-12-01"), of("2026-11-25"), of("2026-11-22"), of("2026-12-01", true)]).toEqual([
      "none",
      "calm",
      "soon",
      "late",
      "late",
    ]);
    expect([0, 1, 2].map((days) => dueUrgency("2026-11-24", false, NOON, days))).toEqual([
      "calm",
      "soon",
      "soon",
    ]);
  });
});

describe("a transition's dialog", () => {
  const assess = { name: "assess", label: "손해액 확정", required_fields: ["amount"] };
  const delay = { name: "delay", label: "지연 안내", required_fields: ["day", "grounds"] };
  const assign = { name: "assign", label: "배정" };

  test("has the required fields only; an assignment offers colleagues", () => {
    expect(fieldsOf(assess)).toEqual(["amount", "grounds"]);
    expect(fieldsOf(delay)).toEqual(["day", "grounds"]);
    expect(fieldsOf(assign)).toEqual(["adjuster"]);
    expect(fieldsOf({ name: "approve", label: "승인" })).toEqual([]);
  });

  test("reports errors by field", () => {
    const of = (step: typeof assess, change: object) => problemsOf(step, { ...EMPTY_DRAFT, ...change }, NOON);
    expect(of(assess, {})).toEqual({ amount: "missing" });
    expect(of(assess, { amount: "많이" })).toEqual({ amount: "amount" });
    expect(of(assess, { amount: "0" })).toEqual({ amount: "amount" });
    expect(of(delay, { day: "2026-11-23", grounds: " " })).toEqual({ day: "past", grounds: "missing" });
    expect(
      of(
        { name: "propose_liability", label: "", required_fields: ["liability_percent"] },
        { liability_percent: "101" },
      ),
    ).toEqual({
      liability_percent: "liability_percent",
    });
    expect(problemsOf(assign, EMPTY_DRAFT, NOON)).toEqual({});
  });

  test("sends its own fields only", () => {
    const draft = {
      ...EMPTY_DRAFT,
      amount: "120만",
      note: "쓰다 만 메모",
      grounds: " 사유 ",
      day: "2026-11-30",
    };
    expect(transitionFields(assess, draft)).toEqual({ amount: 1_200_000, grounds: "사유" });
    expect(transitionFields(delay, draft)).toEqual({ day: "2026-11-30", grounds: "사유" });
    expect(transitionFields(assign, draft)).toEqual({});
  });
});

describe("transitions are offered", () => {
  const step = (name: string, irreversible = false) => ({ name, label: name, irreversible });

  test("the usual next one first, destructive ones last", () => {
    const now = exposure({
      transitions: [step("assign"), step("deny", true), step("delay"), step("investigate")],
      usual_transition: "investigate",
    });
    expect(orderedTransitions(now).map((one) => one.name)).toEqual([
      "investigate",
      "assign",
      "delay",
      "deny",
    ]);
  });

  test("the usual transition is the one that the server names", () => {
    const transitions = [step("assign")];
    expect(forwardTransition(exposure({ transitions, usual_transition: "assign" }))?.name).toBe("assign");
    expect(forwardTransition(exposure({ transitions }))).toBeNull();
  });

  test("a hint says why the expected one is missing", () => {
    const assessed = { stage: "assessed", assessed_by: { id: "me", name: "" }, steps: [step("deny")] };
    expect(transitionHint(exposure(assessed), "me", "KB ***")).toBe("second_person");
    expect(
      transitionHint(exposure({ ...assessed, transitions: [step("approve")] }), "her", "KB ***"),
    ).toBeNull();
    expect(
      transitionHint(
        exposure({ stage: "identity_hold", transitions: [step("release_hold")] }),
        "me",
        "KB ***",
      ),
    ).toBe("identity");
    expect(transitionHint(exposure({ stage: "closed", final: true }), "me", "KB ***")).toBe("over");
    expect(transitionHint(exposure({ transitions: [] }), "me", "KB ***")).toBe("not_yours");
    const theirs = exposure({ adjuster: { id: "her", name: "" }, transitions: [step("assign")] });
    expect(transitionHint(theirs, "me", "KB ***")).toBe("take_over");
    const by = { id: "me", name: "오도윤" };
    const proposal = { id: "a1", by, at: NOON, grounds: "사유", texts: [] };
    expect(
      transitionHint(exposure({ proposal, transitions: [step("withdraw_denial")] }), "me", "KB ***"),
    ).toBe("denial");
    expect(
      transitionHint(
        exposure({ proposal, transitions: [step("assign"), step("confirm_denial")] }),
        "her",
        "KB ***",
      ),
    ).toBeNull();
  });
});

describe("a proposed denial", () => {
  test("lists the customer's events since, without other coverages'", () => {
    const event = (number: number, code: string, change = {}) => ({
      number,
      at: number,
      code,
      text: code,
      ...change,
    });
    const history = [
      event(1, "document_submitted"),
      event(3, "document_submitted"),
      event(4, "note"),
      event(5, "booked_letter", { coverage: "own_damage" }),
      event(6, "booked_call", { coverage: "bodily_injury" }),
    ];
    const since = customerEventsSince(claim({ history }), exposure(), 2);
    expect(since.map((one) => one.number)).toEqual([3, 5]);
  });
});

describe("keys", () => {
  const stroke = (code: string, change = {}) => ({
    code,
    key: "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...change,
  });

  test("g then w opens the work list, also in a Korean layout, within the time limit", () => {
    const going = new GoToKeys();
    expect(going.pageFor(stroke("KeyG", { key: "ㅎ" }), 0)).toBeNull();
    expect(going.pageFor(stroke("KeyW", { key: "ㅈ" }), 500)).toBe("work");
    expect(going.pageFor(stroke("KeyW"), 600)).toBeNull();
    going.pageFor(stroke("KeyG"), 1_000);
    expect(going.pageFor(stroke("KeyW"), 1_001 + GO_TIMEOUT_MS)).toBeNull();
  });

  test("a digit names the same transition whatever is offered; destructive ones need Shift", () => {
    expect(transitionOfStroke(stroke("Digit2"))).toBe("investigate");
    expect(transitionOfStroke(stroke("Numpad2"))).toBe("investigate");
    expect(transitionOfStroke(stroke("Digit3", { shiftKey: true }))).toBe("deny");
    expect(transitionOfStroke(stroke("Digit3", { altKey: true }))).toBeNull();
    expect(transitionOfStroke(stroke("KeyA"))).toBeNull();
    const all = [
      "assign",
      "investigate",
      "assess",
      "approve",
      "pay",
      "advance",
      "deny",
      "confirm_denial",
      "withdraw",
    ];
    for (const name of all) {
      const key = transitionKey(name) ?? "";
      const destructive = isDestructive({
        name,
        label: "",
        irreversible: ["pay", "advance", "confirm_denial", "withdraw"].includes(name),
      });
      expect(key.startsWith("Shift+")).toBe(destructive);
      expect(transitionOfStroke(stroke(`Digit${key.at(-1)}`, { shiftKey: destructive }))).toBe(name);
    }
  });
});

test("file sizes are formatted", () => {
  expect([fileSizeText(900), fileSizeText(1_536), fileSizeText(209_715_200)]).toEqual([
    "900 B",
    "1.5 KB",
    "200 MB",
  ]);
});
