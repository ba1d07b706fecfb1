// What awaits a second person: amounts to approve and denials to confirm, oldest first, with sums.
import { Badge, Button, Empty, Icon, IconButton } from "@baro/design";
import { dayAndClock, wonText } from "@baro/design/format";
import type { ApprovalView } from "@baro/wire";
import { CloudOff, RotateCw, Stamp } from "lucide";
import { useEffect } from "preact/hooks";
import { locale, t } from "../../i18n";
import { OPEN_LIST_MS, refreshWhileVisible } from "../../ui/refresh";
import { c } from "../i18n";
import { sumOf, sumsByDepartment, undecided } from "../rules/approvals";
import { useClaims } from "./hooks";
import { Loading, OfflineNote } from "./load_status";

export const ApprovalsPage = () => {
  const claims = useClaims();
  const w = c().approvals;
  const approvals = undecided(claims.approvals.value, claims.claims.value);
  useEffect(() => {
    document.getElementById("approvals-title")?.focus();
    return refreshWhileVisible(() => void claims.loadApprovals(), OPEN_LIST_MS);
  }, [claims]);
  useEffect(() => {
    if (claims.online) void claims.loadApprovals();
  }, [claims, claims.online]);
  return (
    <section class="k-work" id="thread" tabIndex={-1} aria-labelledby="approvals-title">
      <header class="k-work-head">
        <h2 id="approvals-title" tabIndex={-1}>
          {w.title}
        </h2>
        <p class="k-approvals-sum" role="status">
          {approvals.length > 0 ? w.sum(approvals.length, wonText(sumOf(approvals), locale())) : ""}
        </p>
        <span class="k-grow" />
        <IconButton label={w.refresh} disabled={!claims.online} onClick={() => void claims.loadApprovals()}>
          <Icon of={RotateCw} size={17} />
        </IconButton>
      </header>
      <OfflineNote />
      {claims.departments.length > 1 && approvals.length > 0 ? <Sums approvals={approvals} /> : null}
      <Rows approvals={approvals} />
    </section>
  );
};

const Sums = ({ approvals }: { approvals: readonly ApprovalView[] }) => {
  const claims = useClaims();
  const w = c().approvals;
  const labelOf = (name: string) =>
    claims.labels?.departments.find((one) => one.value === name)?.label ?? name;
  return (
    <ul class="k-approvals-sums" aria-label={w.departments}>
      {sumsByDepartment(approvals).map(({ department, count, sum }) => (
        <li key={department}>
          <strong>{labelOf(department)}</strong> {w.sum(count, wonText(sum, locale()))}
        </li>
      ))}
    </ul>
  );
};

const Rows = ({ approvals }: { approvals: readonly ApprovalView[] }) => {
  const claims = useClaims();
  const w = c().approvals;
  const asked = claims.loadState("approvals");
  if (asked?.state === "failed")
    return (
      <Empty title={w.failed} icon={<Icon of={CloudOff} size={32} />}>
        <p role="alert">{asked.text}</p>
        <Button size="small" onClick={() => void claims.loadApprovals()}>
          {t().retry}
        </Button>
      </Empty>
    );
  if (asked?.state !== "here" && approvals.length === 0) return <Loading label={c().work.loading} />;
  if (approvals.length === 0)
    return (
      <Empty title={w.none} icon={<Icon of={Stamp} size={32} />}>
        <p>{w.noneLead}</p>
      </Empty>
    );
  return (
    <div class="k-work-rows">
      <table class="k-table" aria-label={w.label}>
        <thead>
          <tr>
            {(["since", "claim", "customer", "coverage", "decision", "amount", "by"] as const).map((name) => (
              <th key={name} scope="col" class={name === "amount" ? "k-amount" : undefined}>
                {w.columns[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {approvals.map((row) => (
            <Row key={`${row.claim} ${row.coverage} ${row.transition}`} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Row = ({ row }: { row: ApprovalView }) => {
  const claims = useClaims();
  const w = c();
  return (
    <tr>
      <td>{dayAndClock(row.at - claims.skew, locale())}</td>
      <td>
        <button
          type="button"
          class="p-link k-open"
          aria-label={w.work.open(`${row.claim} ${row.label}`)}
          onClick={() => {
            claims.navigation.coverage.value = row.coverage;
            claims.navigation.page.value = { name: "claim", claim: row.claim, from: "approvals" };
          }}
        >
          {row.claim}
        </button>
      </td>
      <td>{row.customer.name}</td>
      <td>{row.label}</td>
      <td>{row.transition_label}</td>
      <td class="k-amount">{row.amount ? wonText(row.amount, locale()) : "–"}</td>
      <td>
        <span class="k-cell">
          {row.by?.name}
          {row.own ? <Badge>{w.approvals.own}</Badge> : null}
        </span>
      </td>
    </tr>
  );
};
