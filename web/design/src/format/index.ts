// Formats dates, money, telephone numbers and Korean particles.
export * from "./dates";
export * from "./josa";
export * from "./money";
export * from "./phone";
