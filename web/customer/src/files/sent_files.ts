// Whether a file stands in the conversation already, or is about to: a page that died between saying so and forgetting
// the file says it no second time.
import type { Thread } from "@baro/wire";

export const isFileSent = (thread: Thread | undefined, upload: string): boolean =>
  [...(thread?.messages ?? []), ...(thread?.outgoing ?? [])].some(
    ({ body }) => body.type === "file" && body.upload === upload,
  );
