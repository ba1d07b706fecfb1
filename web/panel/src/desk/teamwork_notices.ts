// Toasts for mentions, and for follow-ups that are due.
import { t } from "../i18n";
import type { TeamworkNotices } from "./teamwork";
import type { Toasts } from "./toasts";

/** `open` shows mentions and follow-ups, `finish` marks a follow-up as done. */
export const teamworkNotices = (
  toasts: Toasts,
  open: () => void,
  finish: (key: string) => void,
): TeamworkNotices => ({
  mention: ({ by, words, customer }) => {
    const text = t().teamwork.mentioned(by.name, customer.name, words);
    toasts.show({ tone: "plain", text, action: { label: t().open, run: open } });
  },
  unseen: (count) => {
    const action = { label: t().open, run: open };
    toasts.show({ tone: "plain", text: t().teamwork.unseen(count), topic: "mentions", action });
  },
  due: ({ key, text, customer }) => {
    const action = { label: t().teamwork.done, run: () => finish(key) };
    toasts.show({ tone: "bad", text: t().teamwork.due(customer.name, text), action });
  },
});
