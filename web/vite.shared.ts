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
