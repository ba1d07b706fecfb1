// Messages written before there is a conversation: on a slow network the server's first answer takes long. They are
// stored through a reload and sent first once there is a conversation.
import { tabStore } from "@baro/design/storage";
import { effect, signal } from "@preact/signals";
import { client, currentId } from "./model";
import { person } from "./session";

/** One person's messages are never sent for another. */
const keyOf = (who: string): string => `baro pending ${who}`;

const load = (who: string): readonly string[] => {
  try {
    const kept: unknown = JSON.parse(tabStore.get(keyOf(who)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return []; // not ours
  }
};

export const pendingMessages = signal<readonly string[]>([]);

const save = (words: readonly string[]): void => {
  pendingMessages.value = words;
  tabStore.set(keyOf(person.peek()), JSON.stringify(words));
};

export const addPendingMessage = (text: string): void => save([...pendingMessages.peek(), text]);

let sending = false;

/** Sends them as soon as there is a conversation. */
export const sendPendingMessages = (): void => {
  effect(() => {
    pendingMessages.value = load(person.value);
  });
  effect(() => {
    const id = currentId.value;
    const to = client.value;
    if (id === null || !to || pendingMessages.value.length === 0 || sending) return;
    sending = true;
    void (async () => {
      for (let text = pendingMessages.peek()[0]; text !== undefined; text = pendingMessages.peek()[0]) {
        await to.send(id, { type: "text", text });
        save(pendingMessages.peek().slice(1));
      }
      sending = false;
    })();
  });
};
