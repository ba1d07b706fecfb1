// The server's sentences for notices as modules of the page, one a language, so that there is one source of texts.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const MODULE = /^(?:\0)?virtual:notice_texts_(ko|en)$/;
/** The sections of the server's text files that notices are made of. */
const SECTIONS = [
  "notices",
  "queue_status",
  "claims",
  "files",
  "card_titles",
  "card_labels",
  "card_values",
  "card_buttons",
];
/** Texts in them that no notice is made of: answers of the bot, labels, and events that only staff see. */
const NOT_IN_NOTICES = new Set(
  (
    "queue_status.status_first queue_status.status_behind queue_status.status_taken queue_status.hours " +
    "queue_status.still_waiting queue_status.location_received queue_status.message_received " +
    "queue_status.on_call_sms claims.optional claims.deny_proposed claims.denial_rejected " +
    "claims.denial_withdrawn claims.denial_void claims.conclude claims.linked claims.amended claims.note " +
    "claims.helped claims.document_removed claims.waiting_in_queue claims.appointment_call " +
    "claims.appointment_letter claims.mark_duplicate claims.reopen claims.accident claims.account_later " +
    // cards are worded row by row
    "claims.assess claims.approve claims.pay claims.advance claims.deny claims.propose_liability " +
    "claims.settle_dispute claims.identity_hold claims.delay claims.delay_advance claims.late " +
    "claims.late_advance claims.request_account claims.request_documents claims.documents_due " +
    "claims.document_rejected"
  ).split(" "),
);

const pathOf = (language: string): string =>
  fileURLToPath(new URL(`../chalicelib/config/texts/${language}.toml`, import.meta.url));

/** Sections of `key = "text"` lines; their strings are JSON strings too. Throws where a line is anything else. */
export const readSections = (toml: string): Record<string, Record<string, string>> => {
  const sections: Record<string, Record<string, string>> = {};
  let section = "";
  for (const line of toml.split("\n")) {
    const header = /^\[([\w.]+)\]$/.exec(line.trim())?.[1];
    if (header !== undefined) section = header;
    else if (SECTIONS.includes(section) && line.trim() !== "" && !line.startsWith("#")) {
      const entry = /^(\w+) = (".*")$/.exec(line.trim());
      if (!entry?.[1] || !entry[2]) throw new Error(`not a text: ${line}`);
      if (NOT_IN_NOTICES.has(`${section}.${entry[1]}`)) continue;
      sections[section] = { ...sections[section], [entry[1]]: JSON.parse(entry[2]) };
    }
  }
  return sections;
};

export const noticeTexts = (): Plugin => ({
  name: "baro-notice-texts",
  resolveId: (id) => (MODULE.test(id) ? `\0${id}` : undefined),
  load(id) {
    const language = MODULE.exec(id)?.[1];
    if (language === undefined) return undefined;
    this.addWatchFile(pathOf(language));
    return `export default ${JSON.stringify(readSections(readFileSync(pathOf(language), "utf8")))};`;
  },
});
