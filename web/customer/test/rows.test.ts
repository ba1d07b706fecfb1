// @vitest-environment happy-dom
import type { Button as Choice, Message, Outgoing, Thread } from "@baro/wire";
import { describe, expect, it } from "vitest";
import { answersBySeq, type MessageRow, plainText, rowsOf } from "../src/rows";
import { message, NOON, thread } from "./factories";

const outgoing = (body: Outgoing["body"], status: Outgoing["status"] = "waiting"): Outgoing => ({
  device: "aaaaaaaa",
  conversation: "conv0001",
  number: 1,
  body,
  at: NOON + 60_000,
  status,
});

const messageRows = (of: Thread): MessageRow[] =>
  rowsOf(of, "kim", ALL, 0).filter((row): row is MessageRow => row.kind === "message");

const ALL = { first: 1, last: Number.POSITIVE_INFINITY };

const buttons = [
  { id: "yes", label: "네" },
  { id: "no", label: "아니요" },
];

describe("rows of a conversation", () => {
  it("are grouped under the day of their messages", () => {
    const yesterday = NOON - 86_400_000;
    const rows = rowsOf(thread([message(1, "bot", "가", yesterday), message(2, "bot", "나")]), "kim", ALL, 0);
    expect(rows.map((row) => row.kind)).toEqual(["day", "message", "day", "message"]);
  });

  it("group the messages of one sender until a pause or a notice", () => {
    const rows = messageRows(
      thread([
        message(1, "bot", "가"),
        message(2, "bot", "나"),
        message(3, "system", { type: "notice", code: "agent_joined", text: "연결" }),
        message(4, "bot", "다"),
        message(5, "bot", "라", NOON + 600_000),
      ]),
    );
    expect(rows.map(({ first, last }) => [first, last])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
      [true, true],
    ]);
  });

  describe("of photos", () => {
    const photo = (seq: number, role: "customer" | "agent" = "customer", at?: number) =>
      message(
        seq,
        role,
        { type: "file", upload: `upload${seq}`, name: `${seq}.jpg`, kind: "photo", size: 1 },
        at,
      );
    const document = (seq: number) =>
      message(seq, "customer", { type: "file", upload: `upload${seq}`, name: "a.pdf", kind: "pdf", size: 1 });
    const shown = (messages: Message[], unreadAfter = 0, range = ALL) =>
      rowsOf(thread(messages), "kim", range, unreadAfter).flatMap<unknown>((row) =>
        row.kind === "message"
          ? [[row.key, row.message.seq, row.photos]]
          : row.kind === "unread"
            ? ["unread"]
            : [],
      );

    it("show those that were sent together as one", () => {
      const messages = [photo(1), photo(2), photo(3), message(4, "customer", "여기요"), photo(5)];
      expect(shown(messages)).toEqual([
        ["m1", 3, 3],
        ["m4", 4, 1],
        ["m5", 5, 1],
      ]);
      expect(messageRows(thread(messages)).at(-1)?.status).toBe("sent");
    });

    it("keep apart other files, other senders, a pause and what is unread", () => {
      expect(shown([photo(1), document(2), photo(3)])).toHaveLength(3);
      expect(shown([photo(1), photo(2, "agent")])).toHaveLength(2);
      expect(shown([photo(1), photo(2, "customer", NOON + 600_000)])).toHaveLength(2);
      expect(shown([photo(1, "agent"), photo(2, "agent")], 1)).toEqual([
        ["m1", 1, 1],
        "unread",
        ["m2", 2, 1],
      ]);
    });

    it("show those of the drawn range", () => {
      expect(shown([photo(1), photo(2), photo(3), photo(4)], 0, { first: 2, last: 3 })).toEqual([
        ["m2", 3, 2],
      ]);
    });
  });

  it("show the delivery status at the customer's newest message", () => {
    const held = thread([
      message(1, "customer", "가"),
      message(2, "customer", "나"),
      message(3, "bot", "다"),
    ]);
    expect(messageRows(held).map(({ status }) => status)).toEqual([null, "sent", null]);
    const read = { ...held, view: { ...held.view, agent_receipts: { delivered: 3, read: 2 } } };
    expect(messageRows(read)[1]?.status).toBe("read");
  });

  it("let a question be answered until the customer writes, and keep the pressed button", () => {
    const question = message(1, "bot", { type: "text", text: "다치셨나요?", buttons });
    expect(messageRows(thread([question]))[0]).toMatchObject({ answerable: true, chosen: null });
    const answer: Outgoing["body"] = { type: "answer", to: 1, button: "no", label: "아니요" };
    const unsent = thread([question], { outgoing: [outgoing(answer)] });
    expect(messageRows(unsent)[0]).toMatchObject({ answerable: false, chosen: "no" });
    const sent = thread([question, message(2, "customer", answer)]);
    expect(messageRows(sent)[0]).toMatchObject({ answerable: false, chosen: "no" });
    const otherwise = thread([question, message(2, "customer", "잘 모르겠어요")]);
    expect(messageRows(otherwise)[0]).toMatchObject({ answerable: false, chosen: null });
  });

  it("let a card of questions be answered until the next question, whatever the customer writes", () => {
    const card: Message["body"] = {
      type: "form",
      form: "f.c",
      title: "?",
      fields: [],
      submit: "네",
      requested_slots: ["driver"],
    };
    const held = [message(1, "bot", card), message(2, "customer", "잠깐만요"), message(3, "bot", "네")];
    expect(messageRows(thread(held))[0]?.answerable).toBe(true);
    expect(messageRows(thread([...held, message(4, "bot", card)]))[0]?.answerable).toBe(false);
  });

  it("let numbers be called and the location be sent while the conversation is open", () => {
    const calls: Choice[] = [
      { id: "call:police", label: "112", action: "call", number: "112" },
      { id: "place:here", label: "위치", action: "locate" },
    ];
    const first = message(1, "bot", { type: "text", text: "대피하세요", buttons: calls });
    const held = thread([first, message(2, "customer", "네")]);
    expect(messageRows(held)[0]).toMatchObject({ answerable: false, conversationOpen: true });
    const over = { ...held, view: { ...held.view, state: "closed" } };
    expect(messageRows(over)[0]).toMatchObject({ answerable: false, conversationOpen: false });
  });

  it("let a refused answer be given again", () => {
    const refused = outgoing({ type: "answer", to: 1, button: "no", label: "아니요" }, "failed");
    expect(answersBySeq(thread([], { outgoing: [refused] })).size).toBe(0);
  });

  it("ask nothing in a conversation that has ended", () => {
    const held = thread([message(1, "bot", { type: "text", text: "?", buttons })]);
    expect(messageRows({ ...held, view: { ...held.view, state: "closed" } })[0]?.answerable).toBe(false);
  });

  it("mark where the unread begin", () => {
    const rows = rowsOf(thread([message(1, "bot", "가"), message(2, "bot", "나")]), "kim", ALL, 1);
    expect(rows.map((row) => row.kind)).toEqual(["day", "message", "unread", "message"]);
  });

  it("are only those of the visible range", () => {
    const held = thread(
      [11, 12, 13, 14].map((seq) => message(seq, "bot", `${seq}`)),
      {
        outgoing: [outgoing({ type: "text", text: "가요" })],
      },
    );
    const keys = (span: { first: number; last: number }) =>
      rowsOf(held, "kim", span, 0).map(({ key }) => key);
    expect(keys({ first: 12, last: 13 }).slice(1)).toEqual(["m12", "m13"]);
    expect(keys({ first: 14, last: Number.POSITIVE_INFINITY }).slice(1)).toEqual(["m14", "oaaaaaaaa1"]);
  });

  it("end with the unsent messages", () => {
    const held = thread([message(1, "bot", "가")], { outgoing: [outgoing({ type: "text", text: "가요" })] });
    expect(rowsOf(held, "kim", ALL, 0).at(-1)).toMatchObject({ kind: "outgoing", first: true });
  });
});

describe("steps of a claim", () => {
  const step = (seq: number, claim: string, at = NOON + seq * 1_000) =>
    message(
      seq,
      "system",
      { type: "notice", code: "claim.assign", text: "단계", data: { claim, step: "true" } },
      at,
    );
  const kinds = (messages: Message[], unreadAfter = 0) =>
    rowsOf(thread(messages), "kim", ALL, unreadAfter)
      .filter(({ kind }) => kind !== "day")
      .map((row) => (row.kind === "steps" ? row.messages.map(({ seq }) => seq) : row.kind));

  it("that follow each other are one row", () => {
    expect(kinds([step(1, "A"), step(2, "A"), step(3, "A")])).toEqual([[1, 2, 3]]);
  });

  it("are apart by claim, message, pause, unread marker and day", () => {
    expect(kinds([step(1, "A"), step(2, "B"), step(3, "A")])).toEqual([[1], [2], [3]]);
    expect(kinds([step(1, "A"), message(2, "bot", "가"), step(3, "A")])).toEqual([[1], "message", [3]]);
    expect(kinds([step(1, "A"), step(2, "A", NOON + 3_700_000)])).toEqual([[1], [2]]);
    expect(kinds([step(1, "A"), step(2, "A")], 1)).toEqual([[1], "unread", [2]]);
    expect(kinds([step(1, "A", NOON - 86_400_000), step(2, "A")])).toEqual([[1], [2]]);
  });

  it("are no cards: a decision stays a message of its own", () => {
    const paid = message(2, "system", {
      type: "notice",
      code: "claim.pay",
      text: "지급했어요",
      title: "보험금을 지급했어요",
      rows: [{ label: "금액", value: "1원" }],
      data: { claim: "A" },
    });
    expect(kinds([step(1, "A"), paid, step(3, "A")])).toEqual([[1], "message", [3]]);
    expect(plainText(paid.body)).toBe("보험금을 지급했어요\n금액 1원");
  });
});
