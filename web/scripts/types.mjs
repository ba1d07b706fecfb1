// `npm run types`: generates the AsyncAPI document from the server's frame types, and the TypeScript types from it.
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { protocol } from "./protocol.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const venv = `${root}.venv/bin/python`;
const python = process.env.PYTHON ?? (existsSync(venv) ? venv : "python3");
const json = execFileSync(python, ["-m", "chalicelib.entry.asyncapi"], { cwd: root, encoding: "utf8" });
writeFileSync(new URL("../wire/asyncapi.json", import.meta.url), json);
writeFileSync(new URL("../wire/src/protocol.ts", import.meta.url), await protocol(JSON.parse(json)));
