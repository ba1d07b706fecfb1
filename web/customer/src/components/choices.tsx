// The buttons below a message: answers, telephone numbers to call, sending the location.
import { Button, Icon, Spinner } from "@baro/design";
import type { Button as Choice } from "@baro/wire";
import { Check, LocateFixed, Phone } from "lucide";
import { LazyOpenButton } from "../files/lazy_body";
import { sendMessage } from "../model";
import type { MessageRow } from "../rows";
import { t } from "../texts";
import { useLocation } from "./use_location";

export const Choices = ({ row, buttons }: { row: MessageRow; buttons: readonly Choice[] }) => (
  <div class="c-choices" data-live={row.answerable || row.conversationOpen}>
    {buttons.map((button) => {
      if (button.action === "call") return <Call key={button.id} button={button} />;
      if (button.action === "locate")
        return row.conversationOpen ? <Locate key={button.id} button={button} /> : null;
      if (button.action === "open") return <LazyOpenButton key={button.id} button={button} />;
      const chosen = row.chosen === button.id;
      return (
        <Button
          key={button.id}
          kind={row.answerable ? (button.kind ?? "plain") : "plain"}
          disabled={!row.answerable}
          data-chosen={chosen || undefined}
          onClick={() =>
            void sendMessage({ type: "answer", to: row.message.seq, button: button.id, label: button.label })
          }
        >
          {chosen ? <Icon of={Check} size={16} /> : null}
          {button.label}
          {chosen ? <span class="sr-only">{t("chosen")}</span> : null}
        </Button>
      );
    })}
  </div>
);

/** Opens the phone's dialler; nothing is sent, so it works without a connection. */
const Call = ({ button }: { button: Choice }) => (
  <a class="b-button c-call" data-kind={button.kind ?? "plain"} href={`tel:${button.number ?? ""}`}>
    <Icon of={Phone} size={16} />
    {button.label}
  </a>
);

const Locate = ({ button }: { button: Choice }) => {
  const { stage, find } = useLocation();
  if (!("geolocation" in navigator)) return null;
  return (
    <div class="c-locate">
      <Button kind={button.kind ?? "plain"} disabled={stage === "finding"} onClick={find}>
        {stage === "finding" ? <Spinner /> : <Icon of={LocateFixed} size={16} />}
        {stage === "finding" ? t("location_finding") : button.label}
      </Button>
      <p class="c-hint">{t("location_consent")}</p>
      <p class="b-field-error" role="status">
        {stage === "failed" ? t("location_failed") : ""}
      </p>
    </div>
  );
};
