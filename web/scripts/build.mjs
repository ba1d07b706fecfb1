// `npm run build`: every page into its dist/.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

for (const page of ["customer", "panel", "responder", "design"]) {
  const configFile = fileURLToPath(new URL(`../${page}/vite.config.ts`, import.meta.url));
  if (existsSync(configFile)) await build({ configFile, logLevel: "warn" });
}
