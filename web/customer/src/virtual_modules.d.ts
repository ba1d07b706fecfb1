/** The server's texts of notices by language, section and key; made by `vite.notice_texts.ts`. */
declare module "virtual:notice-texts" {
  const texts: Readonly<Record<"ko" | "en", Readonly<Record<string, Readonly<Record<string, string>>>>>>;
  export default texts;
}
