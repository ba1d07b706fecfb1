// Date and time of something that has happened: what is likely in one press, else day, hour and minute.
import { clockInWords, dayAfter, dayInWords, dayOf, weekday } from "@baro/design/format";
import { now, state } from "../model";
import { momentOf, namedDays, type Parts, partsOf, pastHours, pastMinutes, quickMoments } from "../moments";
import { locale, t } from "../texts";

const dayName = (day: string, index: number): string =>
  index < 2
    ? t(index === 0 ? "today" : "yesterday")
    : `${dayInWords(day, locale())} (${weekday(day, locale())})`;

interface Props {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (moment: string) => void;
  readonly ids?: { id: string; "aria-describedby": string | undefined; "aria-invalid": boolean };
}

export const MomentPicker = ({ name, label, value, onChange, ids }: Props) => {
  const at = now.value + state.value.skew;
  const moment = partsOf(value);
  const days = namedDays(at);
  const earlier = moment.day !== "" && !days.includes(moment.day);
  const change = (part: Partial<Parts>) => onChange(momentOf({ ...moment, ...part }, at));
  return (
    <fieldset class="c-moment">
      <legend class="sr-only">{label}</legend>
      <div class="c-choices">
        {quickMoments(at).map((quick) => (
          <button
            key={quick.name}
            type="button"
            class="b-button"
            data-kind="plain"
            aria-pressed={value === quick.moment}
            onClick={() => onChange(quick.moment)}
          >
            {t(quick.name)}
          </button>
        ))}
      </div>
      <select
        {...ids}
        class="b-input"
        name={name}
        aria-label={ids ? undefined : t("day")}
        value={earlier ? "earlier" : moment.day}
        onChange={({ currentTarget }) =>
          change({
            day: currentTarget.value === "earlier" ? dayAfter(days.at(-1) ?? "", -1) : currentTarget.value,
          })
        }
      >
        <option value="">{t("choose_day")}</option>
        {days.map((day, index) => (
          <option key={day} value={day}>
            {dayName(day, index)}
          </option>
        ))}
        <option value="earlier">{t("earlier_day")}</option>
      </select>
      {earlier ? (
        <input
          class="b-input"
          type="date"
          aria-label={t("earlier_day")}
          value={moment.day}
          max={dayOf(at)}
          onChange={({ currentTarget }) => currentTarget.value && change({ day: currentTarget.value })}
        />
      ) : null}
      <div class="c-clock">
        <select
          class="b-input"
          aria-label={t("hour")}
          disabled={moment.day === ""}
          value={moment.hour ?? ""}
          onChange={({ currentTarget }) =>
            change({ hour: currentTarget.value === "" ? null : Number(currentTarget.value) })
          }
        >
          <option value="">{t("hour_unknown")}</option>
          {pastHours(moment.day, at).map((hour) => (
            <option key={hour} value={hour}>
              {clockInWords(hour, 0, locale())}
            </option>
          ))}
        </select>
        <select
          class="b-input"
          aria-label={t("minute")}
          disabled={moment.hour === null}
          value={moment.minute}
          onChange={({ currentTarget }) => change({ minute: Number(currentTarget.value) })}
        >
          {pastMinutes(moment, at).map((minute) => (
            <option key={minute} value={minute}>
              {t("minutes", { minute })}
            </option>
          ))}
        </select>
      </div>
    </fieldset>
  );
};
