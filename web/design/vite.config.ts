import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vite";
import { page } from "../vite.shared.ts";

// The catalogue of components: for looking at and for pictures, no part of the pages.
export default mergeConfig(
  page("design"),
  defineConfig({ root: fileURLToPath(new URL("./catalogue", import.meta.url)), publicDir: false }),
);
