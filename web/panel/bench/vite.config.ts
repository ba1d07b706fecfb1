// The desk under a generated load: built for the bench only, not published.
import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vite";
import { page } from "../../vite.shared.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default mergeConfig(
  { ...page("panel"), plugins: [] },
  defineConfig({
    root: here("."),
    publicDir: here("../public"),
    build: { outDir: process.env.PANEL_LOAD_OUT ?? here("./dist") },
  }),
);
