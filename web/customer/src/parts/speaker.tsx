// Who speaks, in words and as a face.
import { Avatar, Icon } from "@baro/design";
import type { By } from "@baro/wire";
import { Bot } from "lucide";
import { t } from "../texts";

export const nameOf = (by: By): string => {
  if (by.role === "bot") return by.name || t("bot");
  if (by.role === "agent") return t("agent_named", { name: by.name ?? "" }).trim();
  return by.role === "customer" ? t("you") : t("system");
};

export const Face = (props: { by: By; size?: "small" | "normal" | "large" }) => (
  <Avatar role={props.by.role} name={props.by.name ?? ""} {...(props.size ? { size: props.size } : {})}>
    {props.by.role === "bot" ? <Icon of={Bot} size={props.size === "small" ? 16 : 20} /> : null}
  </Avatar>
);
