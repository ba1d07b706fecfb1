// What the pages' files import from one another, type imports and `import()` included, and the circles among them.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseSync } from "vite";

const CODE = /\.(tsx?|mjs)$/;
const SKIPPED = /(^|\/)(node_modules|dist)(\/|$)/;
const ENDINGS = ["", ".ts", ".tsx", "/index.ts", "/index.tsx"];
/** Syntax nodes with a module specifier in `source`. */
const NAMING = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
]);

/** The module specifiers of a file's text. Throws where it can't be parsed. */
export const namedModules = (file, text) => {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const found = new Set();
  const visit = (node) => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === "object" && node !== null) {
      if (NAMING.has(node.type) && typeof node.source?.value === "string") found.add(node.source.value);
      Object.values(node).forEach(visit);
    }
  };
  visit(program);
  return [...found];
};

/** Each code file below `root` with the files it imports; `paths` are the aliases of `tsconfig.json`. */
export const importsBelow = (root, paths = {}) => {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => CODE.test(file) && !SKIPPED.test(file))
    .sort();
  const known = new Set(files);
  const find = (path) => ENDINGS.map((ending) => path + ending).find((one) => known.has(one));
  const target = (file, module) => {
    if (module.startsWith(".")) return find(relative(root, resolve(root, dirname(file), module)));
    for (const [alias, [place]] of Object.entries(paths)) {
      const start = alias.replace(/\*$/, "");
      if (module === alias) return find(join(place));
      if (alias.endsWith("*") && module.startsWith(start))
        return find(join(place.replace(/\*$/, module.slice(start.length))));
    }
    return undefined;
  };
  return new Map(
    files.map((file) => {
      const modules = namedModules(file, readFileSync(join(root, file), "utf8"));
      return [file, modules.map((module) => target(file, module)).filter((one) => one !== undefined)];
    }),
  );
};

/** One shortest circle of every strongly connected group of files; the first file isn't repeated at the end. */
export const circlesIn = (imports) => {
  const circles = [];
  const grouped = new Set();
  for (const start of imports.keys()) {
    if (grouped.has(start)) continue;
    const before = shortestPaths(imports, start);
    if (!before.has(start)) continue;
    const circle = [start];
    while (before.get(circle[0]) !== start) circle.unshift(before.get(circle[0]));
    circles.push([...circle.splice(-1), ...circle]);
    for (const file of before.keys()) if (shortestPaths(imports, file).has(start)) grouped.add(file);
  }
  return circles;
};

/** Every file reachable from `start`, with its predecessor on a shortest path. */
const shortestPaths = (imports, start) => {
  const before = new Map();
  const next = [start];
  for (const file of next)
    for (const imported of imports.get(file) ?? []) {
      if (before.has(imported)) continue;
      before.set(imported, file);
      if (imported !== start) next.push(imported);
    }
  return before;
};
