// Notices in the page's language. The server words them in the language of the token; where the page's language is
// another one, a chunk that is loaded then words them again.
import type { Notice } from "@baro/wire";
import { computed, effect, signal } from "@preact/signals";
import { type Language, language } from "./texts";

/** The language that the server words notices in; null until somebody is signed in. */
export const serverLanguage = signal<Language | null>(null);

const loaded = signal<typeof import("./notice_wording") | null>(null);
const differs = computed(() => serverLanguage.value !== null && serverLanguage.value !== language.value);

effect(() => {
  if (!differs.value) return;
  import("./notice_wording").then(
    (wording) => {
      loaded.value = wording;
    },
    () => undefined, // not connected: the server's text stays
  );
});

/** What words notices anew; null while the server's text is shown. */
export const noticeWording = computed(() => (differs.value ? loaded.value : null));

export const noticeText = (notice: Notice): string =>
  noticeWording.value?.wordNotice(notice, language.value) ?? notice.text;
