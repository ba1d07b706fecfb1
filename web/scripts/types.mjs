// `npm run types`: generates the AsyncAPI document from the server's frame types, and TypeScript types and limits from it.
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { limits } from "./limits.mjs";
import { protocol } from "./protocol.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const venv = `${root}.venv/bin/python`;
const python = process.env.PYTHON ?? (existsSync(venv) ? venv : "python3");
const json = execFileSync(python, ["-m", "chalicelib.entry.asyncapi"], { cwd: root, encoding: "utf8" });
writeFileSync(new URL("../wire/asyncapi.json", import.meta.url), json);
const document = JSON.parse(json);
writeFileSync(new URL("../wire/src/protocol.ts", import.meta.url), await protocol(document));
writeFileSync(new URL("../wire/src/limits.ts", import.meta.url), limits(document));
