// What is said before there is a conversation: on a slow line one can write long before the centre answers. It is kept
// through a reload, and goes out first once there is a conversation.
import { ofThisTab } from "@baro/design/storage";
import { effect, signal } from "@preact/signals";
import { client, currentId } from "./model";
import { person } from "./session";

/** One person's words never go out for another. */
const keyOf = (who: string): string => `baro early ${who}`;

const load = (who: string): readonly string[] => {
  try {
    const kept: unknown = JSON.parse(ofThisTab.get(keyOf(who)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return []; // not ours
  }
};

export const early = signal<readonly string[]>([]);

const keep = (words: readonly string[]): void => {
  early.value = words;
  ofThisTab.set(keyOf(person.peek()), JSON.stringify(words));
};

export const sayEarly = (text: string): void => keep([...early.peek(), text]);

let sending = false;

/** Sends them as soon as there is somewhere to. */
export const followEarly = (): void => {
  effect(() => {
    early.value = load(person.value);
  });
  effect(() => {
    const id = currentId.value;
    const to = client.value;
    if (id === null || !to || early.value.length === 0 || sending) return;
    sending = true;
    void (async () => {
      for (let text = early.peek()[0]; text !== undefined; text = early.peek()[0]) {
        await to.send(id, { type: "text", text });
        keep(early.peek().slice(1));
      }
      sending = false;
    })();
  });
};
