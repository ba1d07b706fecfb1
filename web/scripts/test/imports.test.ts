import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { circlesIn, importsBelow, namedModules } from "../imports.mjs";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "baro-imports-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const circlesOf = (files: Record<string, string>, paths: Record<string, string[]> = {}): string[][] => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return circlesIn(importsBelow(root, paths));
};

describe("import circles", () => {
  it.each([
    ["an import", 'import { b } from "./b"; export const a = b;'],
    ["an import for its effects", 'import "./b";'],
    ["a type import", 'import type { B } from "./b"; export type A = B;'],
    ["an export", 'export * from "./b";'],
    ["a named type export", 'export { type B } from "./b";'],
    ["an import when needed", 'export const a = () => import("./b");'],
    ["the type of an import", 'export type A = typeof import("./b");'],
  ])("are found over %s", (_, text) => {
    expect(circlesOf({ "a.ts": text, "b.ts": 'import type { A } from "./a"; export type B = A;' })).toEqual([
      ["a.ts", "b.ts"],
    ]);
  });

  it("are found over folders, aliases and index files, once a group and as short as can be", () => {
    const files = {
      "page/main.tsx": 'import { x } from "@kit"; export const y = x;',
      "page/one.tsx": 'import { y } from "../page/main"; import { z } from "./two.ts"; export const one = y;',
      "page/two.ts": 'import { one } from "./one"; export const z = 1;',
      "kit/src/index.ts": 'export * from "@kit/deep/part";',
      "kit/src/deep/part.ts": 'import type { one } from "../../../page/one"; export const x = 1;',
    };
    const paths = { "@kit": ["./kit/src/index.ts"], "@kit/*": ["./kit/src/*"] };
    expect(circlesOf(files, paths)).toEqual([
      ["kit/src/deep/part.ts", "page/one.tsx", "page/main.tsx", "kit/src/index.ts"],
    ]);
  });

  it("are none where two import the same, nor with what comes from outside", () => {
    const files = {
      "a.ts": 'import "./b"; import "./c"; import "preact";',
      "b.ts": 'import "./c"; import "./style.css";',
      "c.ts": '// import "./a"\nexport const c = \'import "./a"\';',
      "node_modules/d/index.ts": 'import "./index";',
    };
    expect(circlesOf(files)).toEqual([]);
  });

  it("can't hide in a file that can't be read", () => {
    expect(() => namedModules("a.ts", "import {")).toThrow("a.ts");
  });
});
