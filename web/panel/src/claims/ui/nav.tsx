// Navigation between conversations and claims.
import { Badge } from "@baro/design";
import { useEffect } from "preact/hooks";
import { usePanel } from "../../ui/panel_context";
import { refreshWhileVisible } from "../../ui/refresh";
import { c } from "../i18n";
import { isLate } from "../rules/due_dates";
import { useClaims } from "./hooks";

const WORK_LIST_MS = 15_000;
const BADGE_MS = 60_000;

export const ClaimsNav = () => {
  const claims = useClaims();
  const { desk, jobs } = usePanel();
  const w = c().nav;
  const loads = claims.departments.length > 0 && claims.online;
  const isOpen = claims.navigation.page.value.name === "work";
  // Frames don't cover colleagues' claims, and emergencies have to show on the conversations page too.
  useEffect(
    () =>
      loads ? refreshWhileVisible(() => void claims.loadWork(), isOpen ? WORK_LIST_MS : BADGE_MS) : undefined,
    [claims, loads, isOpen],
  );
  const online = claims.online;
  useEffect(
    () => (jobs && online ? refreshWhileVisible(() => void jobs.refresh(), BADGE_MS) : undefined),
    [jobs, online, desk.state.value.you],
  );
  const supervises = desk.state.value.you?.role === "supervisor";
  if (claims.departments.length === 0 && !supervises && !jobs) return null;
  const at = claims.navigation.page.value;
  const approves = at.name === "approvals" || (at.name === "claim" && at.from === "approvals");
  const ofClaims = approves ? "approvals" : "work";
  const here = at.name === "work" || at.name === "approvals" || at.name === "claim" ? ofClaims : at.name;
  const pages = [
    "desk" as const,
    ...(claims.departments.length > 0 ? ["work" as const, "approvals" as const] : []),
    ...(supervises ? ["supervision" as const] : []),
    ...(jobs ? ["roadside" as const] : []),
  ];
  const now = claims.now();
  const late = claims.workRows.value.filter((row) => isLate(row.due_on ?? "", row.overdue ?? false, now));
  const emergencies = claims.workRows.value.filter((row) => row.emergency).length;
  const alarms = jobs?.alarms.value ?? 0;
  const unread = desk.unreadCount.value;
  return (
    <nav class="k-nav" aria-label={w.label}>
      {pages.map((name) => (
        <button
          key={name}
          type="button"
          aria-current={name === here ? "page" : undefined}
          onClick={() => {
            claims.navigation.page.value = { name };
          }}
        >
          {w[name]}
          {name === "desk" && here !== "desk" && unread > 0 ? <Badge tone="brand">{unread}</Badge> : null}
          {name === "work" && emergencies > 0 ? (
            <Badge tone="bad">
              <span aria-hidden="true">
                {w.emergency} {emergencies}
              </span>
              <span class="sr-only">{w.emergencies(emergencies)}</span>
            </Badge>
          ) : null}
          {name === "roadside" && alarms > 0 ? (
            <Badge tone="bad">
              <span aria-hidden="true">{alarms}</span>
              <span class="sr-only">{w.alarms(alarms)}</span>
            </Badge>
          ) : null}
          {name === "work" && late.length > 0 ? (
            <Badge tone="bad">
              <span aria-hidden="true">{late.length}</span>
              <span class="sr-only">{w.late(late.length)}</span>
            </Badge>
          ) : null}
        </button>
      ))}
    </nav>
  );
};
