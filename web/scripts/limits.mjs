// Turns limits and formats of the AsyncAPI document into constants.
const BANNER =
  "// Generated from ../asyncapi.json by `npm run types`; edit the frame types in the server instead.\n";

/** The text of `wire/src/limits.ts` for an AsyncAPI document. */
export const limits = (doc) => {
  const field = (type, name) => doc.components.schemas[type].properties[name];
  const { text_bytes, queue_entries } = doc["x-limits"];
  const { plate, phone } = doc["x-value-patterns"];
  const [amount] = field("ApplyTransitionCommand", "amount").anyOf;
  const constants = [
    ["MAX_TEXT_BYTES", text_bytes, "Of a text, in bytes of UTF-8."],
    [
      "MAX_VALUE_LENGTH",
      field("FormSubmission", "values").additionalProperties.maxLength,
      "Of a form's value.",
    ],
    ["MAX_GROUNDS_LENGTH", field("ApplyTransitionCommand", "grounds").maxLength, "Of a transition's reason."],
    [
      "MAX_NOTE_LENGTH",
      field("ResolveCommand", "note").maxLength,
      "Of a note with a transition, transfer or resolve.",
    ],
    [
      "MAX_REASON_LENGTH",
      field("ReviewCommand", "reason").maxLength,
      "Of the reason for rejecting a document.",
    ],
    ["MAX_TAGS", field("TagCommand", "tags").maxItems, "Of a conversation's tags."],
    ["MAX_TAG_LENGTH", field("TagCommand", "tags").items.maxLength, "Of a tag."],
    ["MAX_QUEUE_ENTRIES", queue_entries, "Of the waiting customers of a queue in one result."],
    ["MAX_WON", amount.maximum, "Maximum amount in won."],
    ["ACCOUNT_NUMBER_PATTERN", field("AccountCommand", "number").pattern, "Of bank accounts."],
    ["PLATE_PATTERN", plate, "Of registration plates without separators."],
    ["PHONE_PATTERN", phone, "Of telephone numbers without separators."],
  ];
  const lines = constants.map(([name, value, comment]) => {
    if (value === undefined) throw new Error(`asyncapi.json has no ${name}`);
    return `/** ${comment} */\nexport const ${name} = ${JSON.stringify(value)};\n`;
  });
  return `${BANNER}${lines.join("")}`;
};
