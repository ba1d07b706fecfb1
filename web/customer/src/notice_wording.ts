// Words a notice from its `code` and `data`, as the server does in its own language. Loaded when the languages differ.

import { dayInWords, type Josa, josa } from "@baro/design/format";
import type { Notice } from "@baro/wire";
import type { Language } from "./texts";

const LOCALES = { ko: "ko-KR", en: "en-GB" } as const;

type Data = Readonly<Record<string, string>>;

/** The server's texts of notices in one language, by section and key. */
type NoticeTexts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The notice in `language`, whose texts are `texts`; null where its code, or something its sentence needs, isn't known here. */
export const wordNotice = (
  { code, data = {} }: Notice,
  language: Language,
  texts: NoticeTexts,
): string | null => {
  const render = renderer(language, texts);
  const values = withLabels(data, language);
  const claimEvent = /^claim\.(.+)$/.exec(code)?.[1];
  if (claimEvent !== undefined) return render("claims", claimEvent, values);
  if (code === "upload.quarantined") {
    const reason = render("files", data.reason ?? "", values);
    return reason === null ? null : render("files", "quarantined", { ...values, reason });
  }
  const status = render("queue_status", data.staffing ?? "", values);
  return render("notices", code, status === null ? values : { ...values, queue_status: status });
};

/** A card with its title, rows and buttons in `language`; what isn't known here stays in the server's. */
export const wordCard = (notice: Notice, language: Language, texts: NoticeTexts): Notice => {
  const render = renderer(language, texts);
  const values = withLabels(notice.data ?? {}, language);
  const names = (notice.data?.card ?? "").split(",");
  const code = notice.code.replace("claim.", "");
  return {
    ...notice,
    title: render("card_titles", code, values) ?? notice.title ?? "",
    rows: (notice.rows ?? []).map((row, index) => ({
      label: render("card_labels", names[index] ?? "", values) ?? row.label,
      value: render("card_values", names[index] ?? "", values) ?? row.value,
    })),
    buttons: (notice.buttons ?? []).map((button) => ({
      ...button,
      label: render("card_buttons", button.id, values) ?? button.label,
    })),
  };
};

const renderer =
  (language: Language, texts: NoticeTexts) =>
  (section: string, key: string, values: Data): string | null => {
    const template = texts[section]?.[key];
    return template === undefined ? null : fillTemplate(template, values, language);
  };

/** A label of the language (`queue_en`) takes the place of the name that it belongs to (`queue`). */
const withLabels = (data: Data, language: Language): Data => {
  const ending = `_${language}`;
  const labels = Object.entries(data)
    .filter(([name]) => name.endsWith(ending))
    .map(([name, label]) => [name.slice(0, -ending.length), label]);
  return { ...data, ...Object.fromEntries(labels) };
};

/** Fills `{name}` and, with the Korean particle that follows it, `{name:을/를}`; null where a value is missing. */
const fillTemplate = (template: string, values: Data, language: Language): string | null => {
  const parts = template.split(/(\{\w+(?::[^}]+)?\})/);
  const filled = parts.map((part) => {
    const placeholder = /^\{(\w+)(?::([^}]+))?\}$/.exec(part);
    if (!placeholder) return part;
    const [, name = "", particle] = placeholder;
    const value = values[name];
    if (value === undefined) return null;
    const shown = /^\d{4}-\d\d-\d\d$/.test(value) ? dayInWords(value, LOCALES[language]) : value;
    return particle === undefined ? shown : josa(shown, particle as Josa);
  });
  return filled.includes(null) ? null : filled.join("");
};
