import { describe, expect, it } from "vitest";
import type { Client } from "../src/client";
import { ConnectionLost } from "../src/connection";
import { seeded } from "./fakes";
import { scene, words } from "./scene";

const CONV = "conv0001";
const thread = (client: Client) => {
  const found = client.state.get().threads.get(CONV);
  if (!found) throw new Error("no such thread");
  return found;
};

const connected = async () => {
  const all = scene();
  all.centre.say(CONV, "bot", "안녕하세요");
  const client = all.make();
  await client.start();
  await all.clock.advance(100);
  return { ...all, client };
};

describe("sending", () => {
  it("shows the message at once, and as sent when the server has numbered it", async () => {
    const { client, clock } = await connected();
    await client.send(CONV, { type: "text", text: "사고가 났어요" });
    expect(thread(client).outgoing.map((item) => item.status)).toEqual(["sending"]);
    await clock.advance(100);
    expect(thread(client).outgoing).toEqual([]);
    expect(thread(client).messages.at(-1)).toMatchObject({ seq: 2, by: { role: "customer", id: "kim" } });
  });

  it("shows the body as the server has stored it", async () => {
    const { client, clock, centre } = await connected();
    centre.kept = () => ({ type: "text", text: "900101-*******" });
    await client.send(CONV, { type: "text", text: "9001011234567" });
    await clock.advance(100);
    expect(words(thread(client).messages)).toEqual(["안녕하세요", "900101-*******"]);
  });

  it("keeps one send of a conversation in flight", async () => {
    const { client, clock, centre } = await connected();
    for (const text of ["하나", "둘", "셋"]) await client.send(CONV, { type: "text", text });
    expect(thread(client).outgoing.map((item) => item.status)).toEqual(["sending", "waiting", "waiting"]);
    await clock.advance(1_000);
    expect(words(centre.conversation(CONV).log)).toEqual(["안녕하세요", "하나", "둘", "셋"]);
  });

  it("waits as long as the server asks, then sends the same number again", async () => {
    const { client, clock, centre } = await connected();
    centre.override = (command) =>
      command.action === "send"
        ? { code: "too_fast", retryable: true, details: { retry_after_ms: 700 } }
        : null;
    await client.send(CONV, { type: "text", text: "빨리" });
    await clock.advance(600);
    centre.override = () => null;
    await clock.advance(50);
    expect(thread(client).outgoing.map((item) => item.status)).toEqual(["waiting"]);
    await clock.advance(200);
    expect(thread(client).outgoing).toEqual([]);
    const ids = centre.received.flatMap((command) => (command.action === "send" ? command.client_id : []));
    expect(new Set(ids).size).toBe(1);
  });

  it("sends under a new number what the server refuses as stale", async () => {
    const { client, clock, centre } = await connected();
    centre.override = (command) =>
      command.action === "send" && command.client_id.endsWith(":1") ? { code: "stale_number" } : null;
    await client.send(CONV, { type: "text", text: "다시" });
    await clock.advance(200);
    expect(words(thread(client).messages)).toEqual(["안녕하세요", "다시"]);
    expect(thread(client).outgoing).toEqual([]);
  });

  it("leaves a refused message failed; retried it goes out under a new number, discarded it is gone", async () => {
    const { client, clock, centre } = await connected();
    centre.override = (command) =>
      command.action === "send" ? { code: "conversation_closed", text: "종료된 상담입니다." } : null;
    await client.send(CONV, { type: "text", text: "아직 있나요" });
    await client.send(CONV, { type: "text", text: "버릴 말" });
    await clock.advance(100);
    const [first, second] = thread(client).outgoing;
    expect(first).toMatchObject({ status: "failed", refusal: { code: "conversation_closed" } });
    centre.override = () => null;
    if (!first || !second) throw new Error("two were failed");
    await client.discard(second);
    await client.retry(first);
    await clock.advance(100);
    expect(thread(client).outgoing).toEqual([]);
    expect(words(centre.conversation(CONV).log)).toEqual(["안녕하세요", "아직 있나요"]);
  });

  it("sends the same number again when no answer comes on a live connection", async () => {
    const { client, clock, centre } = await connected();
    centre.override = (command) => (command.action === "send" ? "silence" : null);
    await client.send(CONV, { type: "text", text: "들리나요" });
    await clock.advance(14_000);
    centre.override = () => null;
    await clock.advance(2_000);
    expect(words(thread(client).messages)).toEqual(["안녕하세요", "들리나요"]);
  });

  it("rejects other actions when no answer comes", async () => {
    const { client, clock, centre } = await connected();
    centre.override = (command) => (command.action === "close" ? "silence" : null);
    const closing = expect(client.request("close", { conversation: CONV })).rejects.toThrow("close");
    await clock.advance(16_000);
    await closing;
  });

  it("accepts messages without a connection and sends them after a reload", async () => {
    const { client, clock, centre, network, make } = await connected();
    network.up = false;
    centre.cutAll();
    await client.send(CONV, { type: "text", text: "산길이에요" });
    await clock.advance(5_000);
    client.stop();
    const reloaded = make();
    await reloaded.start();
    expect(words(thread(reloaded).messages)).toEqual(["안녕하세요"]);
    expect(thread(reloaded).outgoing).toHaveLength(1);
    network.up = true;
    await clock.advance(60_000);
    expect(words(thread(reloaded).messages)).toEqual(["안녕하세요", "산길이에요"]);
    await expect(client.request("conversations", {})).rejects.toBeInstanceOf(ConnectionLost);
  });

  it("sends the unsent messages of a closed tab, and never those of an open one", async () => {
    const { client, clock, centre, network, browser, tab, make } = await connected();
    network.up = false;
    centre.cutAll();
    await client.send(CONV, { type: "text", text: "첫째 탭" });
    network.up = true;
    const otherTab = browser.tab();
    const other = make({ locks: otherTab.locks, tab: otherTab.memory, random: seeded(8) });
    await other.start();
    expect(thread(other).outgoing).toEqual([]);
    client.stop();
    tab.gone();
    await clock.advance(120_000);
    expect(words(centre.conversation(CONV).log)).toEqual(["안녕하세요", "첫째 탭"]);
    expect(words(thread(other).messages)).toEqual(["안녕하세요", "첫째 탭"]);
  });

  it("gives a copied tab a device of its own", async () => {
    const { client, clock, centre, browser, tab, make } = await connected();
    const copied = browser.tab();
    copied.memory.set(tab.memory.get() ?? "");
    const copy = make({ locks: copied.locks, tab: copied.memory, random: seeded(8) });
    await copy.start();
    await clock.advance(100);
    await client.send(CONV, { type: "text", text: "원본" });
    await copy.send(CONV, { type: "text", text: "사본" });
    await clock.advance(1_000);
    expect(words(centre.conversation(CONV).log).sort()).toEqual(["사본", "안녕하세요", "원본"]);
  });
});

describe("listening", () => {
  it("drops repeats, sorts what comes out of order and fetches what was lost", async () => {
    const { client, clock, centre, network } = await connected();
    const delays = [300, 5, 5];
    network.toClient = (frame) => (frame.event === "message" ? { delay: delays.shift() ?? 5 } : { delay: 5 });
    for (const text of ["1", "2", "3"]) centre.say(CONV, "agent", text);
    await clock.advance(50);
    expect(thread(client).messages).toHaveLength(1);
    await clock.advance(500);
    expect(words(thread(client).messages)).toEqual(["안녕하세요", "1", "2", "3"]);
    network.toClient = (frame) => (frame.event === "message" ? "lost" : { delay: 5 });
    centre.say(CONV, "agent", "4");
    network.toClient = () => ({ delay: 5 });
    const last = centre.say(CONV, "agent", "5");
    centre.push({ event: "message", conversation: CONV, message: last });
    await clock.advance(1_000);
    expect(words(thread(client).messages)).toEqual(["안녕하세요", "1", "2", "3", "4", "5"]);
  });

  it("drops older messages when the server says that the cursor is too old", async () => {
    const { client, clock, centre, network } = await connected();
    centre.resyncBeyond = 30;
    network.up = false;
    centre.cutAll();
    for (let index = 0; index < 100; index += 1) centre.say(CONV, "agent", `${index}`);
    network.up = true;
    await clock.advance(60_000);
    expect(thread(client).messages.map((message) => message.seq)).toEqual(
      Array.from({ length: 20 }, (_, index) => 82 + index),
    );
    const loading = client.loadEarlier(CONV);
    await clock.advance(100);
    await loading;
    expect(thread(client).messages[0]?.seq).toBe(32);
  });

  it("fills a gap longer than a page", async () => {
    const { client, clock, centre, network } = await connected();
    network.up = false;
    centre.cutAll();
    for (let index = 0; index < 320; index += 1) centre.say(CONV, "agent", `${index}`);
    network.up = true;
    await clock.advance(60_000);
    expect(thread(client).messages).toHaveLength(321);
  });

  it("sends one receipt for several messages, and again what a lost connection dropped", async () => {
    const { client, clock, centre } = await connected();
    for (const text of ["1", "2", "3"]) centre.say(CONV, "agent", text);
    await clock.advance(1_000);
    const delivered = () =>
      centre.received.flatMap((command) => (command.action === "delivered" ? command.seq : []));
    expect(delivered()).toEqual([4]);
    centre.override = (command) => (command.action === "read" ? "silence" : null);
    client.read(CONV, 4);
    expect(thread(client).view.customer_receipts?.read).toBe(4);
    await clock.advance(1_000);
    centre.override = () => null;
    centre.cutAll();
    await clock.advance(5_000);
    expect(centre.received.filter((command) => command.action === "read")).toHaveLength(2);
  });

  it("knows after a reload without a connection what was read", async () => {
    const { client, clock, network, make } = await connected();
    client.read(CONV, 1);
    await clock.advance(1_000);
    client.stop();
    network.up = false;
    const reloaded = make();
    await reloaded.start();
    expect(thread(reloaded).view.customer_receipts?.read).toBe(1);
  });

  it("sends typing once in three seconds and shows it until it has expired", async () => {
    const { client, clock, centre } = await connected();
    for (let key = 0; key < 10; key += 1) client.typing(CONV);
    await clock.advance(2_000);
    client.typing(CONV);
    expect(centre.received.filter((command) => command.action === "typing")).toHaveLength(1);
    centre.push({ event: "typing", conversation: CONV, by: { role: "agent", id: "lee", name: "이서준" } });
    await clock.advance(5_900);
    expect(thread(client).typists).toHaveLength(1);
    await clock.advance(200);
    expect(thread(client).typists).toHaveLength(0);
  });

  it("learns of a conversation another device opened", async () => {
    const { client, clock, centre } = await connected();
    centre.say("conv0002", "bot", "새 상담");
    await clock.advance(2_000);
    expect(words(client.state.get().threads.get("conv0002")?.messages ?? [])).toEqual(["새 상담"]);
  });
});

describe("an agent's frames", () => {
  it("bring conversations with what is known, notes and queues, and take them away", async () => {
    const { client, clock, centre } = await connected();
    const { view, log } = centre.conversation(CONV);
    const customer = { id: "kim", name: "김민지" };
    centre.push({ event: "assigned", conversation: { ...view, fencing_token: 2 }, messages: log, customer });
    centre.push({ event: "note", conversation: CONV, note: { at: 1, by: customer, text: "친절히" } });
    await clock.advance(100);
    expect(thread(client)).toMatchObject({ customer, notes: [{ text: "친절히" }], leftReason: null });
    centre.push({ event: "unassigned", conversation: CONV, reason: "transferred" });
    await clock.advance(100);
    expect(thread(client).leftReason).toBe("transferred");
  });

  it("get the thresholds and the accident form with the welcome, and keep them through a reconnect", async () => {
    const { client, clock, centre } = await connected();
    expect(client.state.get().deskRules).toBeNull();
    centre.deskRules = {
      answer_soon_seconds: 60,
      due_soon_days: 2,
      contract_ending_days: 30,
      slow_check_seconds: 300,
      typing_preview: true,
      liability_shares: [0, 50, 100],
    };
    centre.accidentForm = { fields: [{ slot: "place", label: "사고 장소", kind: "place" }], max_length: 400 };
    centre.cutAll();
    await clock.advance(5_000);
    expect(client.state.get().deskRules?.answer_soon_seconds).toBe(60);
    centre.deskRules = null;
    centre.accidentForm = null;
    centre.cutAll();
    await clock.advance(5_000);
    expect(client.state.get().deskRules?.answer_soon_seconds).toBe(60);
    expect(client.state.get().accidentForm?.fields).toHaveLength(1);
  });

  it("tell of one queue at a time; the others stay as they were", async () => {
    const { client, clock, centre } = await connected();
    const queue = (name: string, waiting: number) => ({ name, label: name, waiting, oldest: waiting });
    const queues = [queue("general", 1), queue("accident", 2)];
    centre.desk = { status: "available", load: 0, capacity: 5, queues, colleagues: [] };
    centre.cutAll();
    await clock.advance(5_000);
    const waiting = () => client.state.get().desk?.queues.map((one) => one.waiting);
    centre.push({ event: "queues", queues: [queue("accident", 3)] });
    await clock.advance(100);
    expect(waiting()).toEqual([1, 3]);
  });
});
