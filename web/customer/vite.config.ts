import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vite";
import { page } from "../vite.shared.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Files that others name: they keep their names. */
const NAMED = ["sw", "embed"];

export default mergeConfig(
  page("customer"),
  defineConfig({
    build: {
      rolldownOptions: {
        input: { index: here("./index.html"), sw: here("./src/sw.ts"), embed: here("./src/embed.ts") },
        output: {
          entryFileNames: (chunk) => (NAMED.includes(chunk.name) ? "[name].js" : "assets/[name]-[hash].js"),
        },
      },
    },
  }),
);
