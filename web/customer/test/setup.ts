// Tests in a window have both languages at once.
if (typeof window !== "undefined" && "document" in window) {
  const [{ addFirstTexts }, { ko }, { en }] = await Promise.all([
    import("../src/texts"),
    import("../src/texts/ko"),
    import("../src/texts/en"),
  ]);
  addFirstTexts("ko", ko);
  addFirstTexts("en", en);
}

export {};
