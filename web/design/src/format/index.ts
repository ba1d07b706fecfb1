// How the pages write dates, money, telephone numbers and particles.
export * from "./dates";
export * from "./josa";
export * from "./money";
export * from "./phone";
