// Before the duty: what the responder can do, and until when.
import { Button, Field } from "@baro/design";
import { useState } from "preact/hooks";
import { unlockSound } from "../alarm";
import { SERVICES } from "../jobs/job_desk";
import { preferences, savePreferences } from "../preferences";
import type { Session } from "../session";
import { t } from "../texts";

const HOURS = [4, 6, 8, 10, 12] as const;
const TRUCK_LENGTH = 40;
const PLATE_LENGTH = 12;

export const OffDuty = ({ session }: { session: Session }) => {
  const w = t().duty;
  const names = t().services;
  const { desk, state } = session;
  const known = preferences.value.services ?? SERVICES;
  const [services, setServices] = useState(SERVICES.filter((one) => known.includes(one)));
  const [hours, setHours] = useState(preferences.value.hours);
  const [truck, setTruck] = useState(preferences.value.truck || session.truck);
  const [plate, setPlate] = useState(preferences.value.plate || session.plate);
  const [missing, setMissing] = useState(false);
  const online = state.value.connection.phase === "online";
  const start = () => {
    unlockSound();
    setMissing(services.length === 0);
    if (services.length === 0) return;
    savePreferences({ services, hours, truck: truck.trim(), plate: plate.trim() });
    void desk.setDuty({
      on: true,
      services: [...services],
      shift_end: Date.now() + state.peek().skew + hours * 3_600_000,
      truck: truck.trim(),
      plate: plate.trim(),
      phone: session.phone,
    });
  };
  return (
    <>
      <main class="r-main">
        <h2>{w.off}</h2>
        <p class="r-muted">{w.offLead}</p>
        <fieldset class="r-choices" aria-describedby={missing ? "services-missing" : undefined}>
          <legend>{w.which}</legend>
          {SERVICES.map((service) => (
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
              <span>{names[service]}</span>
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
        <Field label={w.truck}>
          {(ids) => (
            <input
              {...ids}
              class="r-input"
              maxLength={TRUCK_LENGTH}
              value={truck}
              onInput={({ currentTarget }) => setTruck(currentTarget.value)}
            />
          )}
        </Field>
        <Field label={w.plate}>
          {(ids) => (
            <input
              {...ids}
              class="r-input"
              maxLength={PLATE_LENGTH}
              value={plate}
              onInput={({ currentTarget }) => setPlate(currentTarget.value)}
            />
          )}
        </Field>
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
