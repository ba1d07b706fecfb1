// The accident form: fields by the insurer's configuration, concurrent edits.
import type { AccidentForm, AccidentFormField } from "@baro/wire";
import { describe, expect, test } from "vitest";
import {
  changedFields,
  conflicts,
  editField,
  fromPickers,
  isValidFact,
  NO_EDITS,
  normaliseFact,
  resolveConflict,
  slotLabel,
  toPickers,
  widgetOf,
} from "../../src/claims/rules/accident_form";
import { shownFact } from "../../src/claims/ui/accident_field";

const form: AccidentForm = {
  max_length: 400,
  fields: [
    {
      slot: "occurred_at",
      label: "사고 일시",
      kind: "datetime",
      pattern: "^\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d(?:[+-]\\d\\d:\\d\\d)?)?$",
    },
    {
      slot: "accident_type",
      label: "사고 유형",
      kind: "choice",
      options: [
        { value: "rear_end", label: "추돌" },
        { value: "side", label: "측면 충돌" },
      ],
    },
    {
      slot: "injured",
      label: "다친 사람",
      kind: "choice",
      options: [
        { value: "false", label: "없어요" },
        { value: "true", label: "있어요" },
      ],
    },
    { slot: "injured_count", label: "다친 사람 수", kind: "number", pattern: "^0*[1-9]\\d?$" },
    { slot: "counterparty_plate", label: "상대 차량번호", kind: "plate", pattern: "^\\d{2,3}[가-힣]\\d{4}$" },
    { slot: "counterparty_phone", label: "상대 연락처", kind: "phone", pattern: "^01[016789]\\d{7,8}$" },
    { slot: "counterparty_insurer", label: "상대 보험사", kind: "insurer" },
    { slot: "description", label: "사고 내용", kind: "text", narrative: true },
  ],
};

const field = (slot: string): AccidentFormField => {
  const found = form.fields.find((one) => one.slot === slot);
  if (!found) throw new Error(slot);
  return found;
};
const valid = (slot: string, value: string): boolean => isValidFact(form, field(slot), value);

describe("the accident form", () => {
  const now = { place: "강남역", injured: "false" };

  test("a restored field has no edit", () => {
    const once = editField(NO_EDITS, now, "place", "역삼역");
    expect(changedFields(once, now)).toEqual({ place: "역삼역" });
    expect(editField(once, now, "place", "강남역")).toEqual(NO_EDITS);
  });

  test("a change of the same field is a conflict until it is resolved; one of another field isn't", () => {
    const mine = editField(NO_EDITS, now, "place", "역삼역");
    expect(conflicts(mine, { ...now, injured: "true" })).toEqual([]);
    const theirs = { ...now, place: "선릉역" };
    expect(conflicts(mine, theirs)).toEqual(["place"]);
    expect(conflicts(mine, { ...now, place: "역삼역" })).toEqual([]);
    expect(changedFields(resolveConflict(mine, theirs, "place", true), theirs)).toEqual({ place: "역삼역" });
    expect(conflicts(resolveConflict(mine, theirs, "place", true), theirs)).toEqual([]);
    expect(changedFields(resolveConflict(mine, theirs, "place", false), theirs)).toEqual({});
  });

  test("plates and telephones are normalised and validated by the pattern of the configuration", () => {
    expect(normaliseFact(field("counterparty_plate"), " 12가 3456 ")).toBe("12가3456");
    expect(normaliseFact(field("counterparty_phone"), "010-1234.5678")).toBe("01012345678");
    expect(normaliseFact(field("description"), " 010-1234 ")).toBe("010-1234");
    expect(["12가3456", "가3456", ""].map((value) => valid("counterparty_plate", value))).toEqual([
      true,
      false,
      true,
    ]);
    expect(["01012345678", "0101234"].map((value) => valid("counterparty_phone", value))).toEqual([
      true,
      false,
    ]);
    expect([valid("description", "가".repeat(400)), valid("description", "가".repeat(401))]).toEqual([
      true,
      false,
    ]);
  });

  test("a field is edited with what its kind and options need", () => {
    expect(form.fields.map((one) => [one.slot, widgetOf(one)])).toEqual([
      ["occurred_at", "moment"],
      ["accident_type", "choice"],
      ["injured", "truth"],
      ["injured_count", "number"],
      ["counterparty_plate", "plate"],
      ["counterparty_phone", "phone"],
      ["counterparty_insurer", "text"],
      ["description", "long"],
    ]);
  });

  test("a slot that the insurer adds has its label and options", () => {
    const road: AccidentFormField = {
      slot: "road",
      label: "도로",
      kind: "choice",
      options: [{ value: "tunnel", label: "터널" }],
    };
    const wider = { ...form, fields: [...form.fields, road] };
    expect([slotLabel(wider, "road"), slotLabel(form, "road"), widgetOf(road)]).toEqual([
      "도로",
      "road",
      "choice",
    ]);
    expect([shownFact(road, "tunnel"), shownFact(road, "bridge")]).toEqual(["터널", "bridge"]);
  });

  test("date and time inputs are in Korean time; a date alone has no time", () => {
    expect(toPickers("2026-11-22T10:30:00Z")).toEqual({ day: "2026-11-22", time: "19:30" });
    expect(toPickers("2026-11-22")).toEqual({ day: "2026-11-22", time: "" });
    expect(fromPickers("2026-11-22", "19:30")).toBe("2026-11-22T19:30+09:00");
    expect([fromPickers("2026-11-22", ""), fromPickers("", "19:30")]).toEqual(["2026-11-22", ""]);
    expect(valid("occurred_at", fromPickers("2026-11-22", "19:30"))).toBe(true);
  });
});
