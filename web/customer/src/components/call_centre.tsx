// The telephone number of the customer centre, at the bottom of a screen.
import { Icon } from "@baro/design";
import { phoneLink } from "@baro/design/format";
import { Phone } from "lucide";
import { config } from "../model";
import { t } from "../texts";

export const CallCentre = () => {
  const telephone = config.value?.brand.telephone;
  return telephone ? (
    <footer>
      <a href={phoneLink(telephone)}>
        <Icon of={Phone} size={16} />
        {t("call_center", { telephone })}
      </a>
    </footer>
  ) : null;
};
