// @vitest-environment happy-dom
// A contract whose values the core system sent without validation.

import type { ContractView } from "@baro/wire";
import { signal } from "@preact/signals";
import { render } from "preact";
import { expect, test } from "vitest";
import { Contract } from "../src/ui/contract";
import { type PanelContext, PanelProvider } from "../src/ui/panel_context";
import { customer, deskRules } from "./fakes";

const NOW = Date.UTC(2026, 10, 29, 3);

/** The contract with other values, as text. */
const shown = (change: Partial<ContractView>): string => {
  const [contract] = customer.contracts ?? [];
  const root = document.createElement("div");
  const panel = { desk: { rules: signal(deskRules) } } as unknown as PanelContext;
  render(
    <PanelProvider value={panel}>
      <Contract contract={{ ...(contract as ContractView), ...change }} now={NOW} />
    </PanelProvider>,
    root,
  );
  return root.textContent ?? "";
};

test("dates are in words, with the days that are left", () => {
  expect(shown({})).toContain("3월 18일 – 2027년 3월 18일");
  expect(shown({})).toContain("만기 109일 전");
});

test("other dates are shown as they were sent, without days", () => {
  for (const sent of ["9999-12-31T00:00:00", "2026.03.18", "None"]) {
    const text = shown({ starts_on: sent, ends_on: sent });
    expect(text).toContain(`${sent} – ${sent}`);
    expect(text).not.toMatch(/NaN|만기/);
  }
});

test("unknown dates and years are left out", () => {
  const { vehicle } = (customer.contracts ?? [])[0] as ContractView;
  const text = shown({ starts_on: "", ends_on: "", vehicle: { ...vehicle, year: 0 }, coverages: [] });
  expect(text).not.toMatch(/NaN|만기|년식|…|undefined/);
});

test("a number of 20 digits keeps them", () => {
  expect(shown({ number: "12345678901234567890" })).toContain("12345678901234567890");
});
