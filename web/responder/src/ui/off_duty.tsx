// Before the duty: what the responder can do, and until when.
import { Button } from "@baro/design";
import { useState } from "preact/hooks";
import { unlockSound } from "../alarm";
import { preferences, savePreferences } from "../preferences";
import type { Session } from "../session";
import { t } from "../texts";

const HOURS = [4, 6, 8, 10, 12] as const;

export const OffDuty = ({ session }: { session: Session }) => {
  const w = t().duty;
  const names = t().services;
  const { desk, state } = session;
  const known = preferences.value.services;
  const [services, setServices] = useState<readonly string[]>(known ?? Object.keys(names));
  const [hours, setHours] = useState(preferences.value.hours);
  const [missing, setMissing] = useState(false);
  const online = state.value.connection.phase === "online";
  const start = () => {
    unlockSound();
    setMissing(services.length === 0);
    if (services.length === 0) return;
    savePreferences({ services, hours });
    void desk.setDuty(true, services, Date.now() + state.peek().skew + hours * 3_600_000);
  };
  return (
    <>
      <main class="r-main">
        <h2>{w.off}</h2>
        <p class="r-muted">{w.offLead}</p>
        <fieldset class="r-choices" aria-describedby={missing ? "services-missing" : undefined}>
          <legend>{w.which}</legend>
          {Object.entries(names).map(([service, name]) => (
            <label key={service}>
              <input
                type="checkbox"
                checked={services.includes(service)}
                onChange={({ currentTarget }) =>
                  setServices(
                    currentTarget.checked
                      ? [...services, service]
                      : services.filter((one) => one !== service),
                  )
                }
              />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
        {missing ? (
          <p class="r-bad" id="services-missing" role="alert">
            {w.pickOne}
          </p>
        ) : null}
        <fieldset class="r-choices r-hours">
          <legend>{w.until}</legend>
          {HOURS.map((count) => (
            <label key={count}>
              <input type="radio" name="hours" checked={hours === count} onChange={() => setHours(count)} />
              <span>{w.hours(count)}</span>
            </label>
          ))}
        </fieldset>
        <p class="r-small">{w.consent}</p>
      </main>
      <footer class="r-thumb">
        <Button kind="primary" class="r-big" wide disabled={!online || desk.busy.value} onClick={start}>
          {w.start}
        </Button>
      </footer>
    </>
  );
};
