// @vitest-environment happy-dom
// Announcements, with stubs for the browser's sound and notifications.
import type { Outgoing, Push } from "@baro/wire";
import { render } from "preact";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { announceFrame } from "../src/announce";
import { Desk } from "../src/desk/desk";
import { type AnnouncementKind, DEFAULTS } from "../src/desk/settings";
import { PageState, type PanelContext, PanelProvider } from "../src/ui/panel_context";
import { EntryView } from "../src/ui/timeline_entry";
import { customer, fakeWire, memoryShelf, said, thread, view } from "./fakes";

let heard: number[] = [];
let shown: { title: string; body: string; tag: string }[] = [];

class Sound {
  readonly state = "running";
  readonly currentTime = 0;
  readonly destination = {};
  createOscillator() {
    const tone = {
      frequency: { value: 0 },
      connect: (to: unknown) => to,
      start: () => undefined,
      stop: () => undefined,
    };
    return { ...tone, start: () => void heard.push(tone.frequency.value) };
  }
  createGain() {
    const gain = {
      setValueAtTime: () => 0,
      linearRampToValueAtTime: () => 0,
      exponentialRampToValueAtTime: () => 0,
    };
    return { gain, connect: (to: unknown) => to };
  }
}

class Notice {
  static readonly permission = "granted";
  constructor(title: string, { body, tag }: { body: string; tag: string }) {
    shown.push({ title, body, tag });
  }
}

const sit = (focused: boolean) => {
  vi.spyOn(document, "hasFocus").mockReturnValue(focused);
  const fake = fakeWire([thread("a"), thread("b")]);
  const desk = new Desk({
    wire: fake.wire,
    state: fake.state,
    person: "me",
    lasting: memoryShelf(),
    tab: memoryShelf(),
    after: () => undefined,
  });
  const page = new PageState();
  page.settings.value = DEFAULTS;
  return { ...fake, desk, page };
};

type FrameKind = Exclude<AnnouncementKind, "waiting">;
const FRAMES: Record<FrameKind, Push> = {
  assigned: { event: "assigned", conversation: view("a"), messages: [], customer },
  message: { event: "message", conversation: "a", message: said(1, "customer", "계신가요") },
  lost: { event: "unassigned", conversation: "a", reason: "transferred" },
};

beforeEach(() => {
  heard = [];
  shown = [];
  vi.stubGlobal("AudioContext", Sound);
  vi.stubGlobal("Notification", Notice);
});

describe("announcements while the page has no focus", () => {
  test.each(Object.keys(FRAMES) as FrameKind[])(
    "of the kind %s is heard and shown only as it is wished",
    (kind) => {
      for (const sound of [true, false])
        for (const notice of [true, false]) {
          heard = [];
          shown = [];
          const { desk, page } = sit(false);
          page.settings.value = { ...DEFAULTS, [kind]: { sound, notice } };
          announceFrame(FRAMES[kind], desk, page);
          expect([heard.length > 0, shown.length > 0], `${sound} ${notice}`).toEqual([sound, notice]);
        }
    },
  );

  test("name the customer and the message; a later one of the same conversation replaces it", () => {
    const { desk, page } = sit(false);
    announceFrame(FRAMES.message, desk, page);
    expect(shown).toEqual([{ title: "김서연님", body: "계신가요", tag: "a" }]);
  });

  test("are silent at volume 0, and for this agent's own actions", () => {
    const { desk, page } = sit(false);
    page.settings.value = { ...DEFAULTS, volume: 0 };
    announceFrame(FRAMES.assigned, desk, page);
    page.settings.value = DEFAULTS;
    desk.releasedByMe.add("a");
    announceFrame(FRAMES.lost, desk, page);
    expect(heard).toEqual([]);
  });
});

describe("announcements while the page has the focus", () => {
  test("show no notification, and are silent for the open conversation", () => {
    const { desk, page } = sit(true);
    desk.select("a");
    announceFrame(FRAMES.message, desk, page);
    expect([heard, shown]).toEqual([[], []]);
    desk.select("b");
    announceFrame(FRAMES.message, desk, page);
    expect([heard.length, shown.length]).toEqual([1, 0]);
  });

  test("aren't made for a customer picked up by this agent: the conversation is shown", async () => {
    const { desk, page } = sit(true);
    await desk.pickup.pickUp("a");
    desk.onFrame(FRAMES.assigned);
    announceFrame(FRAMES.assigned, desk, page);
    expect([heard, desk.toasts.visible.value, page.pane.value]).toEqual([[], [], "thread"]);
  });
});

describe("the toast of a new conversation", () => {
  const texts = (change: Partial<Push>, chosen: string | null): readonly string[] => {
    const { desk, page } = sit(true);
    desk.select(chosen);
    const frame = { ...FRAMES.assigned, ...change } as Push;
    for (let count = 0; count < 2; count += 1) announceFrame(frame, desk, page);
    return desk.toasts.visible.value.map(({ text }) => text);
  };

  test("is one for several, and none for the open one", () => {
    expect(texts({}, "b")).toEqual(["새 상담: 김서연님 · accident"]);
    expect(texts({}, "a")).toEqual([]);
  });

  test("is shown for each emergency", () => {
    const emergency = { conversation: view("a", { emergency: true }) };
    expect([texts(emergency, "a").length, texts(emergency, "b").length]).toEqual([2, 2]);
  });
});

describe("an unsent message", () => {
  const failed: Outgoing = {
    device: "d",
    conversation: "a",
    number: 1,
    at: 0,
    status: "failed",
    body: { type: "text", text: "답변" },
    refusal: { code: "conversation_closed", text: "종료된 상담입니다." },
  };

  test("shows the reason, and can be sent again or deleted", () => {
    const { desk, page, wire } = sit(true);
    const retry = vi.spyOn(wire, "retry").mockResolvedValue();
    const discard = vi.spyOn(wire, "discard").mockResolvedValue();
    const panel = { desk, page } as unknown as PanelContext;
    const root = document.createElement("div");
    const entry = { kind: "outgoing", key: "d:1", item: failed } as const;
    render(
      <PanelProvider value={panel}>
        <EntryView entry={entry} messages={[]} receipt={null} marked={false} language="ko" />
      </PanelProvider>,
      root,
    );
    expect(root.textContent).toContain("보내지 못했습니다");
    expect(root.textContent).toContain("종료된 상담입니다.");
    const buttons = Object.fromEntries(
      [...root.querySelectorAll("button")].map((button) => [button.textContent, button]),
    );
    buttons["다시 보내기"]?.click();
    buttons.삭제?.click();
    expect([retry.mock.calls, discard.mock.calls]).toEqual([[[failed]], [[failed]]]);
  });
});
