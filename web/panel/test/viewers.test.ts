import type { Named } from "@baro/wire";
import { describe, expect, test } from "vitest";
import { ConversationViewers, REPORT_DELAY_MS, REPORT_INTERVAL_MS } from "../src/desk/viewers";
import { fakeWire, refused } from "./fakes";

const ME: Named = { id: "me", name: "김하늘" };
const LEE: Named = { id: "lee", name: "이하늘" };

const sit = (answer: () => unknown = () => ({ kind: "viewer_list", viewers: [ME, LEE] })) => {
  const { wire, asked } = fakeWire([], answer);
  let due: { ms: number; then: () => void }[] = [];
  const looking = new ConversationViewers(
    wire,
    (ms, then) => void due.push({ ms, then }),
    () => "me",
  );
  /** All that was to be done within so long. */
  const pass = async (ms: number) => {
    const now = due.filter((one) => one.ms <= ms);
    due = due.filter((one) => one.ms > ms);
    for (const { then } of now) then();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const told = () => asked.splice(0).map(([, fields]) => fields);
  return { looking, pass, told };
};

describe("viewing", () => {
  test("is reported for a conversation that stays open", async () => {
    const { looking, pass, told } = sit();
    looking.setConversation("a");
    looking.setConversation("b");
    await pass(REPORT_DELAY_MS);
    expect(told()).toEqual([{ conversation: "b" }]);
    expect(looking.names.value).toEqual(["이하늘"]);
  });

  test("is reported repeatedly, and withdrawn afterwards", async () => {
    const { looking, pass, told } = sit();
    looking.setConversation("a");
    await pass(REPORT_DELAY_MS);
    await pass(REPORT_INTERVAL_MS);
    expect(told()).toEqual([{ conversation: "a" }, { conversation: "a" }]);
    looking.setConversation(null);
    expect(looking.names.value).toEqual([]);
    await pass(REPORT_INTERVAL_MS);
    expect(told()).toEqual([{ conversation: "a", away: true }]);
    await pass(REPORT_INTERVAL_MS);
    expect(told()).toEqual([]);
  });

  test("is reported again on a new connection", async () => {
    const { looking, pass, told } = sit();
    looking.setConversation("a");
    await pass(REPORT_DELAY_MS);
    looking.onWelcome();
    await pass(0);
    expect(told()).toEqual([{ conversation: "a" }, { conversation: "a" }]);
  });

  test("of another conversation is ignored", async () => {
    const { looking, pass } = sit();
    looking.setConversation("a");
    await pass(REPORT_DELAY_MS);
    looking.onFrame({ event: "viewers", conversation: "b", viewers: [LEE, LEE] });
    expect(looking.names.value).toEqual(["이하늘"]);
    looking.onFrame({ event: "viewers", conversation: "a", viewers: [ME] });
    expect(looking.names.value).toEqual([]);
  });

  test("that is refused shows nothing and is retried", async () => {
    const { looking, pass, told } = sit(() => {
      throw refused("not_allowed");
    });
    looking.setConversation("a");
    await pass(REPORT_DELAY_MS);
    await pass(REPORT_INTERVAL_MS);
    expect(told()).toHaveLength(2);
    expect(looking.names.value).toEqual([]);
  });
});
