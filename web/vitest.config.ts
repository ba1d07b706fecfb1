import { mergeConfig } from "vite";
import { defineConfig } from "vitest/config";
import { page } from "./vite.shared.ts";

const shared = page(".");

export default mergeConfig(
  { resolve: shared.resolve ?? {} },
  defineConfig({ test: { include: ["*/test/**/*.test.{ts,tsx}"], environment: "node", pool: "threads" } }),
);
