// Whether the message of a file is sent or in the outbox: a page that was closed before it deleted the stored
// file must not send it twice.
import type { Thread } from "@baro/wire";

export const isFileSent = (thread: Thread | undefined, upload: string): boolean =>
  [...(thread?.messages ?? []), ...(thread?.outgoing ?? [])].some(
    ({ body }) => body.type === "file" && body.upload === upload,
  );
