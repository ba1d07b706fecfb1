// A contract of the customer: vehicle, term and coverages. The core system's values are shown as they were sent.
import { Rows } from "@baro/design";
import { dayInWords, daysUntil, seoulDay } from "@baro/design/format";
import type { ContractView } from "@baro/wire";
import type { ComponentChildren } from "preact";
import { locale, t } from "../i18n";
import { Block, CopyableValue } from "./customer_blocks";
import { usePanel } from "./panel_context";

interface Props {
  contract: ContractView;
  now: number;
  /** What agents do with it. */
  children?: ComponentChildren;
}

export const Contract = ({ contract, now, children }: Props) => {
  const { desk } = usePanel();
  const w = t().customerPanel;
  const { vehicle } = contract;
  const days = daysUntil(contract.ends_on, seoulDay(now));
  const period = [contract.starts_on, contract.ends_on].map((day) => dayInWords(day, locale(), now) || "…");
  const soon = days <= (desk.rules.value?.contract_ending_days ?? -1);
  return (
    <>
      <Block title={w.vehicle}>
        <p class="p-plate">
          <CopyableValue what={w.plate} text={vehicle.plate} />
        </p>
        <p class="p-vehicle">
          {vehicle.model} <span class="p-muted">{vehicle.year ? w.yearValue(vehicle.year) : ""}</span>
        </p>
      </Block>
      <Block
        title={w.contract}
        action={
          Number.isNaN(days) ? null : (
            <span class="p-term" data-soon={soon || undefined}>
              {w.left(days)}
            </span>
          )
        }
      >
        <Rows
          rows={[
            { label: w.number, value: <CopyableValue what={w.number} text={contract.number} /> },
            { label: w.product, value: contract.product },
            ...(contract.starts_on || contract.ends_on
              ? [{ label: w.period, value: period.join(" – ") }]
              : []),
            { label: w.drivers, value: contract.drivers },
            ...(contract.money ?? []).map(([label, value]) => ({ label, value })),
          ]}
        />
        <h4>{w.coverages}</h4>
        <dl class="p-coverages">
          {contract.coverages.map(([label, limit]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{limit}</dd>
            </div>
          ))}
        </dl>
        {children}
      </Block>
    </>
  );
};
