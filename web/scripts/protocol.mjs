// Turns the AsyncAPI document into TypeScript: one type per schema, plus the map from action to the result in its `ack`.
import { compile } from "json-schema-to-typescript";

const REF = "#/components/schemas/";
const BANNER =
  "// Generated from ../asyncapi.json by `npm run types`; edit the frame types in the server instead.\n";

const local = (node) => {
  if (Array.isArray(node)) return node.map(local);
  if (node === null || typeof node !== "object") return node;
  const out = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === "title" || key === "default" || key === "discriminator") continue;
    out[key] = key === "$ref" ? value.replace(REF, "#/definitions/") : local(value);
  }
  return out;
};

// `properties` may have fields named like keywords ("title"): they stay.
const schema = (node) => {
  const out = local(node);
  if (node.properties) {
    out.properties = Object.fromEntries(
      Object.entries(node.properties).map(([name, value]) => [name, local(value)]),
    );
  }
  return out;
};

const results = (doc) => {
  const last = (ref) => ref.$ref.split("/").at(-1);
  const lines = Object.entries(doc.operations)
    .filter(([, operation]) => operation.action === "receive")
    .map(([action, operation]) => {
      const message = doc.components.messages[last(operation.reply.messages[0])];
      return `  ${action}: ${last(message.payload.properties.result)};`;
    });
  return `/** The result in the \`ack\` of each action. */\nexport interface Results {\n${lines.join("\n")}\n}\n`;
};

/** The text of `wire/src/protocol.ts` for an AsyncAPI document. */
export const protocol = async (doc) => {
  const definitions = Object.fromEntries(
    Object.entries(doc.components.schemas).map(([name, value]) => [name, schema(value)]),
  );
  const text = await compile(
    { title: "Root", definitions, type: "object", additionalProperties: false },
    "Root",
    {
      additionalProperties: false,
      bannerComment: "",
      format: true,
      ignoreMinAndMaxItems: true,
      style: { printWidth: 110 },
      unreachableDefinitions: true,
    },
  );
  const body = text
    .replace(/export interface Root \{[^}]*\}\n/, "")
    .replace(
      / \* This (interface|type) was referenced by `Root`'s JSON-Schema\n \* via the `definition` "[^"]*"\.\n/g,
      "",
    )
    .replace(/\/\*\*\n \*\/\n/g, "")
    .replace(/\n \*\n \*\//g, "\n */");
  return `${BANNER}\n${body.trim()}\n\n${results(doc)}`;
};
