// A desk over a fake wire and a fake clock.
import type { Action, QueueEntryView } from "@baro/wire";
import { Desk } from "../src/desk/desk";
import { fakeWire, memoryShelf, T0 } from "./fakes";

/** A desk with a clock that `pass` advances. */
export const deskWithClock = (
  threads: Parameters<typeof fakeWire>[0],
  answer?: Parameters<typeof fakeWire>[1],
) => {
  const fake = fakeWire(threads, answer);
  let now = 0;
  const due: { at: number; then: () => void }[] = [];
  const desk = new Desk({
    wire: fake.wire,
    state: fake.state,
    person: "me",
    lasting: memoryShelf(),
    tab: memoryShelf(),
    after: (ms, then) => void due.push({ at: now + ms, then }),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const pass = async (ms: number) => {
    now += ms;
    for (
      let next = due.findIndex(({ at }) => at <= now);
      next >= 0;
      next = due.findIndex(({ at }) => at <= now)
    )
      due.splice(next, 1)[0]?.then();
    await settle();
  };
  const waits = () => fake.asked.filter(([action]) => action === "waiting").map(([, fields]) => fields);
  const texts = () => desk.toasts.visible.value.map(({ text }) => text);
  return { ...fake, desk, pass, settle, waits, texts };
};

export const answering =
  (places: () => readonly QueueEntryView[], take: () => unknown = () => ({ kind: "done" })) =>
  (action: Action) =>
    action === "waiting" ? { kind: "queue_entry_list", entries: places() } : action === "take" ? take() : {};

export const queuesFrame = (...names: string[]) => ({
  event: "queues" as const,
  queues: names.map((name) => ({ name, label: name, waiting: 1, oldest: T0 })),
});
