// Calls that nobody made in time, of the supervisor's desks.
import { Badge, Button } from "@baro/design";
import { clock, dayAndClock } from "@baro/design/format";
import { locale } from "../i18n";
import { usePanel } from "../ui/panel_context";
import { s } from "./words";

export const LateCalls = () => {
  const { calls, page } = usePanel();
  const w = s().calls;
  const late = calls.rows.value.filter((call) => call.late);
  if (late.length === 0) return null;
  return (
    <section class="s-late" aria-label={w.title}>
      <h3>
        {w.title} <Badge tone="bad">{late.length}</Badge>
      </h3>
      <ul>
        {late.map((call) => (
          <li key={call.id}>
            <strong>{call.customer.name}</strong>
            <span>{call.desk_label}</span>
            <span>
              {dayAndClock(call.starts_at, locale())}–{clock(call.ends_at, locale())}
            </span>
            <span>{call.agent?.name ?? w.nobody}</span>
          </li>
        ))}
      </ul>
      <Button
        size="small"
        onClick={() => {
          page.dialog.value = "calls";
        }}
      >
        {w.open}
      </Button>
    </section>
  );
};
