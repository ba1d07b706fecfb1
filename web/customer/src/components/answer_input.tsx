// Inputs that answer a question besides text: a date picker or the location.
import { Button, Icon, Spinner } from "@baro/design";
import type { Text } from "@baro/wire";
import { CalendarClock, LocateFixed } from "lucide";
import { useState } from "preact/hooks";
import { sendMessage } from "../model";
import { fullText, t } from "../texts";
import { useLocation } from "./use_location";

export const AnswerInput = ({ asks }: { asks: NonNullable<Text["expected_input"]> }) => {
  if (asks === "datetime") return <DateTimeInput />;
  if (asks === "place" && "geolocation" in navigator) return <LocationInput />;
  return null;
};

const DateTimeInput = () => {
  const [value, setValue] = useState("");
  return (
    <form
      class="c-ask"
      onSubmit={(event) => {
        event.preventDefault();
        // As text, as the customer would have written it.
        if (value !== "") void sendMessage({ type: "text", text: fullText(Date.parse(value)) });
      }}
    >
      <label>
        <Icon of={CalendarClock} size={16} />
        <span>{t("choose_time")}</span>
        <input
          class="b-input"
          type="datetime-local"
          value={value}
          max={localNow()}
          onInput={(event) => setValue(event.currentTarget.value)}
        />
      </label>
      <Button type="submit" kind="primary" disabled={value === ""}>
        {t("send")}
      </Button>
    </form>
  );
};

const localNow = (): string => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

const LocationInput = () => {
  const { stage, find } = useLocation();
  return (
    <div class="c-ask">
      <Button disabled={stage === "finding"} onClick={find}>
        {stage === "finding" ? <Spinner /> : <Icon of={LocateFixed} size={16} />}
        {stage === "finding" ? t("location_finding") : t("location_send")}
      </Button>
      <p class="c-hint">{t("location_consent")}</p>
      <p class="b-field-error" role="status">
        {stage === "failed" ? t("location_failed") : ""}
      </p>
    </div>
  );
};
