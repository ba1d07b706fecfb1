// Inputs that answer a question besides text: a date picker or the location.
import { Button, Icon, Spinner } from "@baro/design";
import type { Text } from "@baro/wire";
import { LocateFixed } from "lucide";
import { useState } from "preact/hooks";
import { now, sendMessage } from "../model";
import { momentInWords } from "../moments";
import { locale, t } from "../texts";
import { MomentPicker } from "./moment_picker";
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
        if (value !== "")
          void sendMessage({ type: "text", text: momentInWords(value, locale(), now.peek()) });
      }}
    >
      <MomentPicker name="moment" label={t("choose_time")} value={value} onChange={setValue} />
      <Button type="submit" kind="primary" disabled={value === ""}>
        {t("send")}
      </Button>
    </form>
  );
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
