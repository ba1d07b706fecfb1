// The build configuration that the pages share.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin, UserConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** `page` is a folder of this one; its build goes to `{page}/dist`, to be served from any path. */
export const page = (page: string): UserConfig => ({
  root: here(`./${page}`),
  base: "./",
  plugins: [fonts(), plainImport()],
  resolve: {
    alias: [
      { find: "@baro/wire/browser", replacement: here("./wire/src/browser/index.ts") },
      { find: "@baro/wire/preconnect", replacement: here("./wire/src/browser/preconnect.ts") },
      { find: "@baro/wire/preact", replacement: here("./wire/src/preact/index.ts") },
      { find: /^@baro\/wire$/, replacement: here("./wire/src/index.ts") },
      // Its package names the version for script tags first.
      { find: /^leaflet$/, replacement: here("./node_modules/leaflet/dist/leaflet-src.esm.js") },
      { find: /^@baro\/design$/, replacement: here("./design/src/index.ts") },
      { find: /^@baro\/design\//, replacement: here("./design/src/") },
    ],
  },
  build: {
    outDir: here(`./${page}/dist`),
    emptyOutDir: true,
    target: ["chrome111", "safari16.4", "firefox115"],
    // Nothing is inlined: the content security policy forbids it.
    assetsInlineLimit: 0,
    modulePreload: false,
    cssCodeSplit: false,
    reportCompressedSize: false,
  },
});

/** The map's library isn't kept for when there is no network: its tiles come from there. */
const NEEDS_NETWORK = /^assets\/(tile_map|leaflet)-/;

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

/** `page` is built with a service worker, `src/sw.ts`; `more` are further entry files, `named` those whose names are fixed. */
export const installedPage = (
  name: string,
  more: Record<string, string> = {},
  named: readonly string[] = [],
): UserConfig => {
  const shared = page(name);
  return {
    ...shared,
    plugins: [...(shared.plugins ?? []), workerFiles()],
    build: {
      ...shared.build,
      rolldownOptions: {
        input: { index: here(`./${name}/index.html`), sw: here(`./${name}/src/sw.ts`), ...more },
        output: {
          // Other files refer to them.
          entryFileNames: (chunk) =>
            ["sw", ...named].includes(chunk.name) ? "[name].js" : "assets/[name]-[hash].js",
        },
      },
    },
  };
};

/** Lazy chunks have no style sheet of their own, so a plain `import()` replaces Vite's helper, which has 1 KB. */
const plainImport = (): Plugin => ({
  name: "baro-plain-import",
  enforce: "pre",
  load: {
    filter: { id: /vite\/preload-helper/ },
    handler: () => "export const __vitePreload = (load) => load();",
  },
});

/** Adds Pretendard to the page, in subsets that the browser fetches as needed. */
export const fonts = (): Plugin => {
  const source = here("./node_modules/pretendard/dist/web/variable/");
  const sheet = "pretendardvariable-dynamic-subset.css";
  const subsets = "woff2-dynamic-subset";
  return {
    name: "baro-fonts",
    configureServer(server) {
      server.middlewares.use("/fonts", (request, response, next) => {
        const file = request.url?.replace(/^\//, "") ?? "";
        if (!/^[\w./-]+\.(css|woff2)$/.test(file) || file.includes("..")) return next();
        const path = source + (file === "pretendard.css" ? sheet : file);
        if (!existsSync(path)) return next();
        response.setHeader("Content-Type", file.endsWith(".css") ? "text/css" : "font/woff2");
        response.end(readFileSync(path));
      });
    },
    generateBundle() {
      const emit = (fileName: string, path: string) =>
        this.emitFile({ type: "asset", fileName, source: readFileSync(path) });
      emit("fonts/pretendard.css", source + sheet);
      emit("fonts/LICENSE.txt", here("./node_modules/pretendard/dist/LICENSE.txt"));
      for (const file of readdirSync(source + subsets))
        emit(`fonts/${subsets}/${file}`, `${source}${subsets}/${file}`);
    },
  };
};
