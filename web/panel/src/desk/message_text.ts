// Plain text of messages.
import type { AnyBody, Message } from "@baro/wire";
import { t } from "../i18n";

/** The text of a body on one line, for previews and search. */
export const messageText = (body: AnyBody): string => {
  switch (body.type) {
    case "text":
    case "notice":
      return body.text;
    case "answer":
      return body.label ?? "";
    case "card":
    case "form":
    case "signature_request":
    case "progress":
    case "checklist":
    case "job_card":
      return body.title;
    case "file":
      return body.name;
    case "signature":
      return t().claims.bodies.signed;
    case "location":
      return `${t().claims.bodies.location} ${body.latitude.toFixed(5)}, ${body.longitude.toFixed(5)}`;
    case "form_submission":
      return Object.values(body.values).join(" · ");
  }
};

export const isFromCustomer = (message: Message): boolean => message.by.role === "customer";
