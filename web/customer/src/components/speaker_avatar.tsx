// The avatar of a message's sender.
import { Avatar, Icon } from "@baro/design";
import type { By } from "@baro/wire";
import { Bot } from "lucide";
import { speakerName } from "../speaker_name";

export const SpeakerAvatar = (props: { by: By; size?: "small" | "normal" | "large" }) => (
  <Avatar
    role={props.by.role}
    name={props.by.name ?? speakerName(props.by)}
    {...(props.size ? { size: props.size } : {})}
  >
    {props.by.role === "bot" ? <Icon of={Bot} size={props.size === "small" ? 16 : 20} /> : null}
  </Avatar>
);
