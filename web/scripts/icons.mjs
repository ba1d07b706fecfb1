// `npm run icons`: the icons of the installed page, rendered by Chromium from customer/public/icon.svg.
// CHROMIUM names the browser when it isn't called "chromium".
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../customer/public/", import.meta.url));
const chromium = process.env.CHROMIUM ?? "chromium";
const svg = readFileSync(`${folder}icon.svg`, "utf8");
// Without rounded corners: the system applies its own mask. The motif is within the middle 80 %.
const square = svg.replace(/ rx="\d+"/, "");
/** Drawn twice as large and scaled down: Chromium takes no window as small as the smallest icon. */
const SCALE = 0.5;

const draw = (name, picture, size) => {
  const scratch = mkdtempSync(join(tmpdir(), "icon-"));
  const window = size / SCALE;
  const page = `<!doctype html><body style="margin:0">${picture.replace("<svg ", `<svg width="${window}" height="${window}" style="display:block" `)}`;
  writeFileSync(join(scratch, "icon.html"), page);
  execFileSync(
    chromium,
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--hide-scrollbars",
      "--default-background-color=00000000",
      `--user-data-dir=${join(scratch, "profile")}`,
      `--screenshot=${folder}${name}`,
      `--window-size=${window},${window}`,
      `--force-device-scale-factor=${SCALE}`,
      `file://${join(scratch, "icon.html")}`,
    ],
    { stdio: "ignore" },
  );
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
};

draw("icon-192.png", svg, 192);
draw("icon-512.png", svg, 512);
draw("icon-maskable-512.png", square, 512);
draw("apple-touch-icon.png", square, 180);
