// `npm run size`: what a page's first visit downloads, gzipped and without fonts, against its limit.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const LIMITS_KB = { customer: 60 };
const COUNTED = /\.(html|js|css|svg)$/;
/** Not part of the page: the font's sheet comes after it has been drawn, the others run elsewhere. */
const ELSEWHERE = /^(fonts\/|sw\.js$|embed\.js$)/;

let over = false;
for (const [page, limit] of Object.entries(LIMITS_KB)) {
  const dist = fileURLToPath(new URL(`../${page}/dist/`, import.meta.url));
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter(
    (file) => COUNTED.test(file) && !ELSEWHERE.test(file),
  );
  const kb = files.reduce((sum, file) => sum + gzipSync(readFileSync(dist + file)).length, 0) / 1024;
  console.log(`${page}: ${kb.toFixed(1)} KB gzip of ${limit} (${files.length} files)`);
  over ||= kb > limit;
}
if (over) process.exitCode = 1;
