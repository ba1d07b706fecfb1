// @vitest-environment happy-dom
import type { Board, CallView } from "@baro/wire";
import { ConnectionLost } from "@baro/wire";
import { signal } from "@preact/signals";
import { render } from "preact";
import { expect, test, vi } from "vitest";
import { BoardStore, MAX_SAMPLES } from "../src/supervision/board_store";
import { LateCalls } from "../src/supervision/late_calls";
import { exportedReport } from "../src/supervision/report_file";
import { type PanelContext, PanelProvider } from "../src/ui/panel_context";

const board = (...waiting: number[]): Board =>
  ({
    kind: "board",
    refresh_seconds: 5,
    queues: waiting.map((count) => ({ waiting: count })),
  }) as unknown as Board;

test("the board keeps what came last, says that it is old, and counts who waits over time", async () => {
  let at = 0;
  const answers = [
    board(2, 1),
    new ConnectionLost(),
    ...Array.from({ length: MAX_SAMPLES + 1 }, () => board(5)),
  ];
  const request = vi.fn(async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const store = new BoardStore(request as never, () => ++at);
  await store.refresh();
  expect(store.samples.value).toEqual([{ at: 1, waiting: 3 }]);
  await store.refresh();
  expect([store.failed.value, store.board.value?.queues.length]).toEqual([true, 2]);
  while (answers.length > 0) await store.refresh();
  expect([store.failed.value, store.samples.value.length]).toEqual([false, MAX_SAMPLES]);
  expect(store.samples.value[0]?.waiting).toBe(5);
});

test("a second request isn't sent while one is under way", async () => {
  let answer: (value: Board) => void = () => undefined;
  const request = vi.fn(
    () =>
      new Promise<Board>((resolve) => {
        answer = resolve;
      }),
  );
  const store = new BoardStore(request as never, () => 1);
  const first = store.refresh();
  await store.refresh();
  answer(board());
  await first;
  expect(request).toHaveBeenCalledTimes(1);
});

test("a report's file is put together from all of its parts, with its first bytes", async () => {
  const parts: Record<string, { text: string; after?: string }> = {
    "": { text: '\ufeff"부서"\r\n', after: "general" },
    general: { text: '"general",3\r\n' },
  };
  const request = vi.fn(async (_action: string, fields: { after?: string }) => parts[fields.after ?? ""]);
  const wanted = { first: "2026-11-30", last: "2026-11-30", by: "queue" as const, queue: null };
  const file = await exportedReport(request as never, wanted);
  const bytes = new Uint8Array(await file.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe('"부서"\r\n"general",3\r\n');
});

test("calls that weren't made in time are on the board, and only these", () => {
  const call = (id: string, name: string, late: boolean): CallView =>
    ({
      id,
      late,
      customer: { id, name },
      desk_label: "일반 상담",
      starts_at: 0,
      ends_at: 600_000,
    }) as CallView;
  const rows = signal([call("1", "김서연", true), call("2", "이순자", false)]);
  const page = { dialog: signal<string | null>(null) };
  const panel = { calls: { rows }, page } as unknown as PanelContext;
  const root = document.createElement("div");
  render(
    <PanelProvider value={panel}>
      <LateCalls />
    </PanelProvider>,
    root,
  );
  expect(root.textContent).toContain("김서연");
  expect(root.textContent).toContain("맡은 상담원 없음");
  expect(root.textContent).not.toContain("이순자");
  root.querySelector("button")?.click();
  expect(page.dialog.value).toBe("calls");
});
