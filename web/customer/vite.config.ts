import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig, mergeConfig } from "vite";
import { noticeTexts } from "../vite.notice_texts.ts";
import { page } from "../vite.shared.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Entry files with fixed names, as other files refer to them. */
const NAMED = ["sw", "embed"];

/** The map's library isn't kept for when there is no network: its tiles come from there. */
const NEEDS_NETWORK = /^assets\/(tile_map|leaflet)-/;

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

/** Inserts the list of the page's files into the service worker: a new build makes a new worker, which caches the new files. */
const workerFiles = (): Plugin => ({
  name: "baro-worker-files",
  generateBundle: {
    order: "post", // after the style sheet was emitted
    handler(_options, bundle) {
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") return;
      const files = Object.keys(bundle).filter(
        (name) => /^assets\/.*\.(js|css)$/.test(name) && !NEEDS_NETWORK.test(name),
      );
      worker.code = `const PAGE_FILES = ${JSON.stringify(files.map((name) => `./${name}`))};\n${worker.code}`;
    },
  },
});

export default mergeConfig(
  page("customer"),
  defineConfig({
    plugins: [prefetchScript(), workerFiles(), noticeTexts()],
    build: {
      rolldownOptions: {
        input: {
          index: here("./index.html"),
          prefetch: here("./src/prefetch.ts"),
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
