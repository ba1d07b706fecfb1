import { describe, expect, test } from "vitest";
import {
  awaitedAnswer,
  countUnreadAfter,
  createConversationRowCache,
  createQueueRowCache,
  DEFAULT_VIEW,
  matchesSearch,
  visibleRows,
} from "../src/desk/rows";
import { customer, said, T0, thread } from "./fakes";

describe("the waiting time", () => {
  test("starts with the customer's first message after the agent's last", () => {
    const held = thread("a", [
      said(1, "customer", "?"),
      said(2, "agent", "!"),
      said(3, "customer", "1"),
      said(4, "customer", "2"),
    ]);
    expect(awaitedAnswer(held)).toMatchObject({ since: T0 + 3000, first: false });
  });

  test("is 0 once the agent has answered", () => {
    expect(awaitedAnswer(thread("a", [said(1, "customer", "?"), said(2, "agent", "!")])).since).toBe(0);
  });

  test("starts with the queue while no agent has written", () => {
    const held = thread(
      "a",
      [said(1, "customer", "?"), said(2, "bot", "!")],
      {},
      { waiting_since: T0 - 60_000 },
    );
    expect(awaitedAnswer(held)).toMatchObject({ since: T0 - 60_000, first: true });
  });

  test("starts again with the queue where only an agent before it has answered", () => {
    const held = thread(
      "a",
      [said(1, "agent", "!"), said(2, "customer", "?")],
      {},
      { waiting_since: T0 + 1_500 },
    );
    expect(awaitedAnswer(held)).toMatchObject({ since: T0 + 1_500, first: true });
  });

  test("ends when the conversation leaves the desk", () => {
    expect(awaitedAnswer(thread("a", [said(1, "customer", "?")], { leftReason: "resolved" })).since).toBe(0);
  });
});

test("unread messages are the customer's after the read position", () => {
  const held = thread("a", [
    said(1, "customer", "1"),
    said(2, "bot", "2"),
    said(3, "customer", "3"),
    said(4, "agent", "4"),
  ]);
  expect(countUnreadAfter(held, 1)).toBe(1);
  expect(countUnreadAfter(held, 0)).toBe(2);
});

test("a row is created again only when its thread or read position changes", () => {
  const row = createConversationRowCache();
  const held = thread("a", [said(1, "customer", "1")]);
  expect(row(held, 0)).toBe(row(held, 0));
  expect(row(held, 1)).not.toBe(row(held, 0));
  expect(row(held, 1).unread).toBe(0);
});

test("a row shows the customer's own last words, whoever has spoken since", () => {
  const held = thread(
    "a",
    [said(1, "customer", "1"), said(2, "customer", "빨리요"), said(3, "agent", "네")],
    {
      outgoing: [
        {
          device: "d",
          conversation: "a",
          number: 1,
          at: T0,
          status: "failed",
          body: { type: "text", text: "답변" },
        },
      ],
    },
  );
  expect(createConversationRowCache()(held, 0)).toMatchObject({
    preview: "빨리요",
    failed: true,
    previewRole: "customer",
  });
  expect(createConversationRowCache()(thread("b", [said(1, "bot", "안녕하세요")]), 0).preview).toBe(
    "안녕하세요",
  );
});

describe("the list", () => {
  const row = createConversationRowCache();
  const rows = [
    row(thread("calm", [said(1, "customer", "?"), said(2, "agent", "!")]), 2),
    row(thread("late", [said(1, "customer", "?", T0)]), 0),
    row(thread("later", [said(1, "customer", "?", T0 + 5)]), 1),
    row(thread("emergency", [said(1, "customer", "?", T0 + 9)], {}, { emergency: true }), 0),
    row(thread("gone", [said(1, "customer", "?", T0 + 99_000)], { leftReason: "resolved" }), 0),
  ];
  const ids = (view: Partial<typeof DEFAULT_VIEW>) =>
    visibleRows(rows, { ...DEFAULT_VIEW, ...view }).map(({ id }) => id);

  test("starts with emergencies, then the longest wait", () => {
    expect(ids({})).toEqual(["emergency", "late", "later", "calm"]);
  });

  test("shows released conversations under 'all', at the end", () => {
    expect(ids({ tab: "all" })).toEqual(["emergency", "late", "later", "calm", "gone"]);
    expect(ids({ tab: "all", sort: "newest" }).slice(0, 2)).toEqual(["emergency", "gone"]);
  });

  test("shows waiting emergencies in every tab, order and queue, longest wait first", () => {
    const waiting = createQueueRowCache();
    const place = (conversation: string, since: number, emergency: boolean) =>
      waiting({ conversation, queue: "roadside", since, customer: { id: "c", name: "이순자" }, emergency });
    const all = [
      ...rows,
      place("new", T0 + 50, true),
      place("old", T0 - 50, true),
      place("calm line", T0 - 99, false),
    ];
    for (const tab of ["mine", "waiting", "all"] as const)
      for (const sort of ["urgent", "newest"] as const) {
        const shown = visibleRows(all, { ...DEFAULT_VIEW, tab, sort, queue: "accident" }).map(({ id }) => id);
        expect(shown.filter((id) => id === "old" || id === "new")).toEqual(["old", "new"]);
        expect(shown[0]).toBe("old");
        expect(shown).not.toContain("calm line");
      }
  });

  test("can be filtered", () => {
    expect(ids({ filter: "turn" })).toEqual(["emergency", "late", "later"]);
    expect(ids({ filter: "unread" })).toEqual(["emergency", "late"]);
    expect(ids({ filter: "emergency" })).toEqual(["emergency"]);
  });
});

test("a conversation is found by name, initials, plate, end of the telephone number and message text", () => {
  const held = thread("a", [said(1, "customer", "강남역에서 사고가 났어요")]);
  for (const query of ["서연", "ㄱㅅㅇ", "123가", "0000-1234", "강남역", "77120", "  "])
    expect(matchesSearch(held, customer, query), query).toBe(true);
  for (const query of ["박정호", "999", "부산"])
    expect(matchesSearch(held, customer, query), query).toBe(false);
});
