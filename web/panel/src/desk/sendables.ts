// Forms and cards that agents send: what `data/sendables.json` holds, with its placeholders filled.
import type { SendBody } from "@baro/wire";
import data from "../data/sendables.json";
import { fillPlaceholders, nextPlaceholder, type PlaceholderValues } from "./canned";

type FormOrCard = Extract<SendBody, { type: "form" | "card" }>;

interface Sendable {
  readonly id: string;
  readonly title: string;
  readonly title_en: string;
  readonly body: FormOrCard;
  /** For customers who are spoken to in English. */
  readonly body_en: FormOrCard;
}

export const SENDABLES = data as readonly Sendable[];

/**
 * The body in the customer's language with its placeholders filled; rows and text of a card without a value are left
 * out. null if nothing is left.
 */
export const filledBody = (one: Sendable, from: PlaceholderValues): FormOrCard | null => {
  const english = from.customer?.locale === "en";
  const body = english ? one.body_en : one.body;
  if (body.type === "form") return body;
  const fill = (text: string) => fillPlaceholders(text, from, english ? "en-GB" : "ko-KR").trim();
  const known = (text: string) => nextPlaceholder(text) === null;
  const rows = (body.rows ?? [])
    .map(({ label, value }) => ({ label, value: fill(value) }))
    .filter(({ value }) => known(value));
  const title = fill(body.title);
  const text = fill(body.text ?? "");
  if (rows.length === 0 || !known(title)) return null;
  return { type: "card", title, rows, ...(text !== "" && known(text) ? { text } : {}) };
};
