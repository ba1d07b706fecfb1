// On duty without a job: waits for an offer, and shows what is planned.

import { Badge, Button, Icon } from "@baro/design";
import { clock } from "@baro/design/format";
import type { DutyView } from "@baro/wire";
import { LocateFixed, Radio } from "lucide";
import { useState } from "preact/hooks";
import type { Session } from "../session";
import { locale, t } from "../texts";

export const OnDuty = ({ session, duty }: { session: Session; duty: DutyView }) => {
  const [sure, setSure] = useState(false);
  const w = t();
  const { desk, tracker, state } = session;
  const online = state.value.connection.phase === "online";
  const found = tracker.state.value === "found";
  return (
    <>
      <main class="r-main">
        <section class="r-waiting">
          <Icon of={Radio} size={48} />
          <h2>{w.duty.on}</h2>
          <p class="r-muted">{w.duty.onLead}</p>
          <p class="r-services">
            {(duty.services ?? []).map((service) => (
              <Badge key={service}>{w.services[service] ?? service}</Badge>
            ))}
          </p>
          {duty.shift_end ? <p>{w.duty.onUntil(clock(duty.shift_end, locale()))}</p> : null}
          {tracker.state.value === "found" || tracker.state.value === "searching" ? (
            <p class="r-muted">
              <Icon of={LocateFixed} size={18} /> {found ? w.place.found : w.place.searching}
            </p>
          ) : null}
        </section>
        <Planned session={session} />
      </main>
      <footer class="r-thumb">
        {sure ? (
          <div class="r-sure">
            <p>{w.duty.endSure}</p>
            <Button class="r-big" autofocus onClick={() => setSure(false)}>
              {w.duty.stay}
            </Button>
            <Button
              kind="danger"
              class="r-big"
              disabled={!online || desk.busy.value}
              onClick={() => void desk.setDuty({ on: false })}
            >
              {w.duty.end}
            </Button>
          </div>
        ) : (
          <Button class="r-big" wide onClick={() => setSure(true)}>
            {w.duty.end}
          </Button>
        )}
      </footer>
    </>
  );
};

/** The next job, as it looks now. */
export const Planned = ({ session }: { session: Session }) => {
  const plan = session.desk.plan.value;
  const w = t().duty;
  if (!plan) return null;
  return (
    <section class="b-card r-planned">
      <header>
        {w.planned}: {plan.label}
      </header>
      <div class="b-card-body">
        <p>{plan.place_text}</p>
        <p class="r-small">{w.plannedLead}</p>
      </div>
    </section>
  );
};
