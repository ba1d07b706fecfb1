// The displayed name of a message's sender.
import type { By } from "@baro/wire";
import { t } from "./texts";

export const speakerName = (by: By): string => {
  if (by.role === "bot") return by.name || t("bot");
  if (by.role === "agent") return t("agent_named", { name: by.name ?? "" }).trim();
  return by.role === "customer" ? t("you") : t("system");
};
