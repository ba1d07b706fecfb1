// `npm run size`: checks the gzipped size of a page's first visit and of the whole page, without fonts, against their limits.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const LIMITS_KB = { customer: { first: 60, whole: 141 } };
const COUNTED = /\.(html|js|css|svg)$/;
/** Not counted: fonts are loaded after the page was drawn, the others aren't part of it. */
const ELSEWHERE = /^(fonts\/|sw\.js$|embed\.js$)/;
/** Loaded when first needed: windows of the menu, forms, files, documents and claims, the rating, notices in another language,
 *  notifications, previews of what is being written, first bytes of files without a type, the live card of a roadside job with its map. */
const ON_DEMAND =
  /^assets\/(bodies|consent|waiting_card|rating|notice_wording|(_virtual_notice_texts|bodies|waiting)_(ko|en)|notification_display|push_subscription|typing_preview|media_type|star|load_styles|waiting|job_card|tile_map|leaflet)-/;
/** A person's page loads those of one language. */
const LANGUAGES = ["ko", "en"];
const isOf = (language, file) =>
  new RegExp(`^assets/((_virtual_notice_texts|bodies|waiting)_)?${language}-`).test(file);
const isOfAny = (file) => LANGUAGES.some((language) => isOf(language, file));

const kb = (dist, files) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(dist + file)).length, 0) / 1024;

let over = false;
for (const [page, limits] of Object.entries(LIMITS_KB)) {
  const dist = fileURLToPath(new URL(`../${page}/dist/`, import.meta.url));
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter(
    (file) => COUNTED.test(file) && !ELSEWHERE.test(file),
  );
  const largest = (some) =>
    Math.max(
      ...LANGUAGES.map((language) =>
        kb(
          dist,
          some.filter((file) => isOf(language, file)),
        ),
      ),
    );
  const both = (some) =>
    kb(
      dist,
      some.filter((file) => !isOfAny(file)),
    ) + largest(some);
  const first = both(files.filter((file) => !ON_DEMAND.test(file)));
  const whole = both(files);
  console.log(
    `${page}: ${first.toFixed(1)} KB gzip of ${limits.first}; whole ${whole.toFixed(1)} of ${limits.whole}`,
  );
  over ||= first > limits.first || whole > limits.whole;
}
if (over) process.exitCode = 1;
