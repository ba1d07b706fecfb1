import type { FollowUpView, MentionView } from "@baro/wire";
import { describe, expect, test } from "vitest";
import { dueChoices, fieldTime } from "../src/desk/due_times";
import { matchingStaff, mentionAt, mentionedIn, splitAtMentions } from "../src/desk/mentions";
import { Teamwork } from "../src/desk/teamwork";
import { fakeWire, T0 } from "./fakes";

const staff = [
  { id: "a1", name: "상담원1", queues: [] },
  { id: "a12", name: "상담원12", queues: [] },
  { id: "emma", name: "Emma Wilson", queues: [] },
];

describe("a mention", () => {
  test("begins with an @ at the start of a word", () => {
    expect(mentionAt("확인 @상담", 6)).toEqual({ start: 3, query: "상담" });
    expect(mentionAt("@", 1)).toEqual({ start: 0, query: "" });
    expect(mentionAt("me@example", 10)).toBeNull();
  });

  test("is found by the beginning of a name, also by initial consonants", () => {
    expect(matchingStaff(staff, "em").map(({ id }) => id)).toEqual(["emma"]);
    expect(matchingStaff(staff, "ㅅㄷ").map(({ id }) => id)).toEqual(["a1", "a12"]);
  });

  test("means the longest name that fits, and a particle may follow", () => {
    expect(mentionedIn("@상담원12님, @Emma Wilson에게도", staff)).toEqual(["a12", "emma"]);
    expect(mentionedIn("@상담원1 님", staff)).toEqual(["a1"]);
    expect(mentionedIn("@아무도 a@b @", staff)).toEqual([]);
  });

  test("is told apart in the note", () => {
    expect(splitAtMentions("부탁해요 @상담원1!", ["상담원1"])).toEqual([
      { text: "부탁해요 ", isMention: false },
      { text: "@상담원1", isMention: true },
      { text: "!", isMention: false },
    ]);
    expect(splitAtMentions("@상담원1", [])).toEqual([{ text: "@상담원1", isMention: false }]);
  });
});

const mention = (at: number): MentionView => ({
  at,
  by: { id: "a1", name: "상담원1" },
  conversation: "c1",
  customer: { id: "p1", name: "김서연" },
  words: "확인",
});

const followUp = (key: string, due_at: number, done_at = 0): FollowUpView => ({
  key,
  text: "전화",
  due_at,
  at: T0,
  conversation: "c1",
  customer: { id: "p1", name: "김서연" },
  done_at,
});

const teamwork = (mentions: MentionView[], seen_at = 0, follow_ups: FollowUpView[] = []) => {
  const told: string[] = [];
  const fake = fakeWire([], (action) =>
    action === "mentions" ? { mentions, seen_at } : action === "follow_ups" ? { follow_ups } : {},
  );
  const made = new Teamwork(fake.wire, {
    mention: ({ at }) => void told.push(`mention ${at}`),
    unseen: (count) => void told.push(`unseen ${count}`),
    due: ({ key }) => void told.push(`due ${key}`),
  });
  return { made, told, asked: fake.asked };
};

describe("mentions", () => {
  test("that came while the agent was away are announced once, those seen aren't", async () => {
    const { made, told } = teamwork([mention(T0 + 9), mention(T0 + 5), mention(T0)], T0);
    await made.onWelcome();
    await made.onWelcome();
    expect(told).toEqual(["unseen 2"]);
    expect(made.unseenCount.value).toBe(2);
  });

  test("that come twice are shown once", () => {
    const { made, told } = teamwork([]);
    for (const at of [T0, T0, T0 + 1]) made.onFrame({ event: "mention", mention: mention(at) });
    expect(told).toEqual([`mention ${T0}`, `mention ${T0 + 1}`]);
    expect(made.mentions.value.map(({ at }) => at)).toEqual([T0 + 1, T0]);
  });

  test("are seen up to the newest", async () => {
    const { made, asked } = teamwork([mention(T0 + 9)]);
    await made.onWelcome();
    await made.see();
    await made.see();
    expect(asked.filter(([action]) => action === "see_mentions")).toEqual([
      ["see_mentions", { until: T0 + 9 }],
    ]);
    expect(made.unseenCount.value).toBe(0);
  });
});

test("a follow-up is announced once when it is due, unless it is done", async () => {
  const { made, told } = teamwork([], 0, [followUp("a", T0 + 5), followUp("b", T0 + 5, T0 + 1)]);
  await made.onWelcome();
  made.announceDue(T0 + 4);
  expect(told).toEqual([]);
  made.announceDue(T0 + 5);
  made.announceDue(T0 + 6);
  expect(told).toEqual(["due a"]);
  made.onFrame({ event: "follow_up", follow_up: followUp("a", T0 + 5, T0 + 7) });
  expect(made.due(T0 + 9)).toEqual([]);
});

test("usual times are to come, in order", () => {
  const noon = new Date(2026, 10, 30, 12).getTime();
  const names = (now: number) => dueChoices(now).map(({ name }) => name);
  expect(names(noon)).toEqual(["hour", "evening", "tomorrow", "monday"]);
  expect(names(new Date(2026, 10, 30, 18).getTime())).toEqual(["hour", "tomorrow", "monday"]);
  for (const { at } of dueChoices(noon)) expect(at).toBeGreaterThan(noon);
  expect(Date.parse(fieldTime(noon))).toBe(noon);
});
