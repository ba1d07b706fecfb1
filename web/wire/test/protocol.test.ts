import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";

const { Parser } = createRequire(import.meta.url)("@asyncapi/parser") as typeof import("@asyncapi/parser");
const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

// Loading the parser alone takes seconds where other tests run beside it.
describe("the AsyncAPI document", { timeout: 60_000 }, () => {
  it("is valid", async () => {
    const { document, diagnostics } = await new Parser().parse(read("../asyncapi.json"));
    const grave = diagnostics.filter(({ severity }) => severity <= 1);
    expect(grave).toEqual([]);
    expect(document?.operations().all().length).toBeGreaterThan(20);
  });

  it("is what protocol.ts was generated from", async () => {
    const path = "../../scripts/protocol.mjs";
    const { protocol } = (await import(path)) as { protocol: (doc: unknown) => Promise<string> };
    expect(await protocol(JSON.parse(read("../asyncapi.json")))).toBe(read("../src/protocol.ts"));
  });

  it("is what limits.ts was generated from", async () => {
    const path = "../../scripts/limits.mjs";
    const { limits } = (await import(path)) as { limits: (doc: unknown) => string };
    expect(limits(JSON.parse(read("../asyncapi.json")))).toBe(read("../src/limits.ts"));
  });
});
