/** The server's texts of notices in one language, by section and key; made by `vite.notice_texts.ts`. */
declare module "virtual:notice_texts_*" {
  const texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  export default texts;
}
