// Between conversations and claims, for those who work on both.
import { Badge } from "@baro/design";
import { useHere } from "../../ui/page";
import { urgency } from "../rules/days";
import { c } from "../words";
import { useClaims } from "./use";

export const ClaimsNav = () => {
  const claims = useClaims();
  const { desk } = useHere();
  const w = c().nav;
  if (claims.departments.length === 0) return null;
  const here = claims.where.place.value.name === "desk" ? "desk" : "work";
  const now = claims.now();
  const late = claims.rows.value.filter((row) => urgency(row.due ?? "", row.late ?? false, now) === "late");
  const danger = claims.rows.value.filter((row) => row.danger).length;
  const unread = desk.unread.value;
  return (
    <nav class="k-nav" aria-label={w.label}>
      {(["desk", "work"] as const).map((name) => (
        <button
          key={name}
          type="button"
          aria-current={name === here ? "page" : undefined}
          onClick={() => {
            claims.where.place.value = { name };
          }}
        >
          {w[name]}
          {name === "desk" && here === "work" && unread > 0 ? <Badge tone="brand">{unread}</Badge> : null}
          {name === "work" && danger > 0 ? (
            <Badge tone="bad">
              <span aria-hidden="true">
                {w.danger} {danger}
              </span>
              <span class="sr-only">{w.inDanger(danger)}</span>
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
