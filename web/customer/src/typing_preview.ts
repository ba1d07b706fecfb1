// Sends what is being written to the agent, its longer numbers masked before it leaves the page.
import { AnswerTimeout, ConnectionLost, Refused } from "@baro/wire";
import { client } from "./model";
import { maskedPreview } from "./preview_mask";

/** Time between two previews, ms: the server lets no more pass. */
const PREVIEW_INTERVAL_MS = 2_200;
let sentAt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Call it on every key. `text` is asked when it is due: what was sent meanwhile isn't previewed any more. */
export const preview = (conversation: string, text: () => string): void => {
  clearTimeout(timer);
  const send = () => {
    const written = text();
    if (written.trim() === "") return;
    sentAt = Date.now();
    client
      .peek()
      ?.request("typing", { conversation, text: maskedPreview(written) })
      .catch((error: unknown) => {
        // The next one shows more.
        const expected = error instanceof ConnectionLost || error instanceof Refused;
        if (!expected && !(error instanceof AnswerTimeout)) throw error;
      });
  };
  timer = setTimeout(send, Math.max(0, sentAt + PREVIEW_INTERVAL_MS - Date.now()));
};
