import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig, mergeConfig } from "vite";
import { noticeTexts } from "../vite.notice_texts.ts";
import { installedPage } from "../vite.shared.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Inserts the prefetch script as an async script of its own, which doesn't wait for other scripts or style sheets. */
const prefetchScript = (): Plugin => ({
  name: "baro-prefetch",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) => {
      const chunk = Object.values(bundle ?? {}).find(
        (file) => file.type === "chunk" && file.name === "prefetch",
      );
      const src = chunk ? `./${chunk.fileName}` : "./src/prefetch.ts";
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
  installedPage("customer", { prefetch: here("./src/prefetch.ts"), embed: here("./src/embed.ts") }, [
    "embed",
  ]),
  defineConfig({ plugins: [prefetchScript(), noticeTexts()] }),
);
