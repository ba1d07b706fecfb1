import { mergeConfig } from "vite";
import { defineConfig } from "vitest/config";
import { noticeTexts } from "./vite.notice_texts.ts";
import { page } from "./vite.shared.ts";

const shared = page(".");

export default mergeConfig(
  { resolve: shared.resolve ?? {} },
  defineConfig({
    plugins: [noticeTexts()],
    test: {
      include: ["*/test/**/*.test.{ts,tsx}"],
      environment: "node",
      pool: "threads",
      setupFiles: ["customer/test/setup.ts"],
    },
  }),
);
