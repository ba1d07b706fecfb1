// `npm run circles`: no import circles among the pages' files, type imports and `import()` included.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { circlesIn, importsBelow } from "./imports.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { compilerOptions } = JSON.parse(readFileSync(`${root}tsconfig.json`, "utf8"));
const imports = importsBelow(root, compilerOptions.paths);
const circles = circlesIn(imports);
for (const circle of circles) console.error(`import circle: ${[...circle, circle[0]].join(" → ")}`);
if (circles.length > 0) process.exitCode = 1;
else console.log(`imports: no circle among ${imports.size} files`);
