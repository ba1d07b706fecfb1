import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vite";
import { page } from "../vite.shared.ts";

// The catalogue of components, for developers and screenshots; it is not published.
export default mergeConfig(
  page("design"),
  defineConfig({ root: fileURLToPath(new URL("./catalogue", import.meta.url)), publicDir: false }),
);
