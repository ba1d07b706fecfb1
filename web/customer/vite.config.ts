import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig, mergeConfig } from "vite";
import { page } from "../vite.shared.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Files that others name: they keep their names. */
const NAMED = ["sw", "embed"];

/** Puts what runs before the page into it, as a script of its own that waits for no other, nor for a style sheet. */
const early = (): Plugin => ({
  name: "baro-early",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) => {
      const chunk = Object.values(bundle ?? {}).find(
        (file) => file.type === "chunk" && file.name === "early",
      );
      const src = chunk ? `./${chunk.fileName}` : "./src/early.ts";
      return [
        {
          tag: "script",
          attrs: { type: "module", async: true, crossorigin: true, src },
          injectTo: "head-prepend",
        },
      ];
    },
  },
});

export default mergeConfig(
  page("customer"),
  defineConfig({
    plugins: [early()],
    build: {
      rolldownOptions: {
        input: {
          index: here("./index.html"),
          early: here("./src/early.ts"),
          sw: here("./src/sw.ts"),
          embed: here("./src/embed.ts"),
        },
        output: {
          entryFileNames: (chunk) => (NAMED.includes(chunk.name) ? "[name].js" : "assets/[name]-[hash].js"),
        },
      },
    },
  }),
);
