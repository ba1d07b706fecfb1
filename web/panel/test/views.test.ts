import { describe, expect, test } from "vitest";
import { DEFAULT_VIEW } from "../src/desk/rows";
import { MAX_VIEWS, SavedViews } from "../src/desk/views";
import { memoryShelf } from "./fakes";

const emergency = {
  tab: "waiting",
  filter: "emergency",
  sort: "urgent",
  queue: "accident",
  tag: "complaint",
} as const;

describe("saved views", () => {
  test("are stored per person", () => {
    const shelf = memoryShelf();
    expect(new SavedViews(shelf, "me").save(" 급한 사고 ", emergency)).toBe(true);
    const again = new SavedViews(shelf, "me");
    expect(again.list.value).toEqual([{ id: "1", name: "급한 사고", ...emergency }]);
    expect(again.matching(emergency)?.name).toBe("급한 사고");
    expect(again.matching(DEFAULT_VIEW)).toBeUndefined();
    expect(new SavedViews(shelf, "you").list.value).toEqual([]);
  });

  test("replace one of the same name; without a name or above the maximum they aren't saved", () => {
    const views = new SavedViews(memoryShelf(), "me");
    for (let count = 0; count < MAX_VIEWS; count += 1) views.save(`보기 ${count}`, DEFAULT_VIEW);
    expect(views.save("하나 더", emergency)).toBe(false);
    expect(views.save("보기 3", emergency)).toBe(true);
    expect(views.save("  ", emergency)).toBe(false);
    expect([views.list.value.length, views.matching(emergency)?.name]).toEqual([MAX_VIEWS, "보기 3"]);
  });

  test("can be renamed, but not to an existing name", () => {
    const views = new SavedViews(memoryShelf(), "me");
    views.save("하나", DEFAULT_VIEW);
    views.save("둘", emergency);
    expect(views.rename("2", "하나")).toBe(false);
    expect(views.rename("2", "사고")).toBe(true);
    expect(views.list.value.map(({ name }) => name)).toEqual(["하나", "사고"]);
  });

  test("can be restored after deletion", () => {
    const shelf = memoryShelf();
    const views = new SavedViews(shelf, "me");
    for (const name of ["하나", "둘", "셋"]) views.save(name, DEFAULT_VIEW);
    const back = views.remove("2");
    expect(new SavedViews(shelf, "me").list.value.map(({ name }) => name)).toEqual(["하나", "셋"]);
    back();
    back();
    expect(new SavedViews(shelf, "me").list.value.map(({ name }) => name)).toEqual(["하나", "둘", "셋"]);
  });

  test("of an earlier version have no tag", () => {
    const shelf = memoryShelf();
    const { tag: _, ...old } = { id: "1", name: "사고", ...emergency };
    shelf.set("baro panel views me", JSON.stringify({ views: [old] }));
    expect(new SavedViews(shelf, "me").list.value).toEqual([{ ...old, tag: "" }]);
  });

  test("invalid stored data is ignored", () => {
    const shelf = memoryShelf();
    shelf.set("baro panel views me", '{"views":[{"id":"1","name":"x","tab":"nowhere"},7]}');
    expect(new SavedViews(shelf, "me").list.value).toEqual([]);
  });
});
