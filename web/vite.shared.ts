// What the pages' builds have in common.
import { fileURLToPath } from "node:url";
import type { UserConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** `page` is a folder of this one; its build goes to `{page}/dist`, to be served from any path. */
export const page = (page: string): UserConfig => ({
  root: here(`./${page}`),
  base: "./",
  resolve: {
    alias: [
      { find: "@baro/wire/browser", replacement: here("./wire/src/browser/index.ts") },
      { find: "@baro/wire/preact", replacement: here("./wire/src/preact/index.ts") },
      { find: /^@baro\/wire$/, replacement: here("./wire/src/index.ts") },
      { find: /^@baro\/design$/, replacement: here("./design/src/index.ts") },
      { find: /^@baro\/design\//, replacement: here("./design/src/") },
    ],
  },
  build: {
    outDir: here(`./${page}/dist`),
    emptyOutDir: true,
    target: ["chrome111", "safari16.4", "firefox115"],
    // Nothing inline: the pages' content security policy forbids it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
