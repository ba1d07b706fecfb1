// Navigation between conversations and claims.
import { Badge } from "@baro/design";
import { useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { usePanel } from "../../ui/panel_context";
import { c } from "../i18n";
import { isLate } from "../rules/due_dates";
import { useClaims } from "./hooks";

export const ClaimsNav = () => {
  const claims = useClaims();
  const { desk, page } = usePanel();
  const w = c().nav;
  const minute = useComputed(() => Math.floor(page.now.value / 60_000)).value;
  const works = claims.departments.length > 0;
  // Emergencies have to show on the conversations page too; frames cover this agent's customers only.
  useEffect(() => {
    if (works && claims.online) void claims.loadWork();
  }, [claims, works, minute]);
  if (!works) return null;
  const here = claims.navigation.page.value.name === "desk" ? "desk" : "work";
  const now = claims.now();
  const late = claims.workRows.value.filter((row) => isLate(row.due_on ?? "", row.overdue ?? false, now));
  const emergencies = claims.workRows.value.filter((row) => row.emergency).length;
  const unread = desk.unreadCount.value;
  return (
    <nav class="k-nav" aria-label={w.label}>
      {(["desk", "work"] as const).map((name) => (
        <button
          key={name}
          type="button"
          aria-current={name === here ? "page" : undefined}
          onClick={() => {
            claims.navigation.page.value = { name };
          }}
        >
          {w[name]}
          {name === "desk" && here === "work" && unread > 0 ? <Badge tone="brand">{unread}</Badge> : null}
          {name === "work" && emergencies > 0 ? (
            <Badge tone="bad">
              <span aria-hidden="true">
                {w.emergency} {emergencies}
              </span>
              <span class="sr-only">{w.emergencies(emergencies)}</span>
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
