// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { listenForFiles } from "../src/file_drop";

const photo = new File(["x"], "image.png", { type: "image/png" });

/** Plays events with this data; what was told. */
const play = (events: readonly [type: string, files: File[], text?: string, more?: object][]) => {
  const told: unknown[] = [];
  const target = new EventTarget();
  const stop = listenForFiles(target, {
    onFiles: (files) => told.push(files.map(({ name }) => name)),
    onOver: (over) => told.push(over),
  });
  const prevented = events.map(([type, files, text = "", more = {}]) => {
    const data = { files, types: files.length ? ["Files"] : ["text/plain"], getData: () => text };
    const event = Object.assign(new Event(type, { cancelable: true }), {
      clipboardData: data,
      dataTransfer: data,
      relatedTarget: null,
      ...more,
    });
    target.dispatchEvent(event);
    return event.defaultPrevented;
  });
  stop();
  target.dispatchEvent(new Event("drop"));
  return { told, prevented };
};

test("pictures are taken from the clipboard, texts are not", () => {
  expect(play([["paste", [photo]]])).toEqual({ told: [["image.png"]], prevented: [true] });
  expect(play([["paste", [], "글"]])).toEqual({ told: [], prevented: [false] });
  expect(play([["paste", [photo], "A1\tB1"]])).toEqual({ told: [], prevented: [false] });
});

test("dragged files are announced while they are over the page, and taken where they are dropped", () => {
  const inside = { relatedTarget: {} };
  const { told, prevented } = play([
    ["dragenter", [photo]],
    ["dragleave", [photo], "", inside],
    ["dragover", [photo]],
    ["drop", [photo, photo]],
  ]);
  expect(told).toEqual([true, false, ["image.png", "image.png"]]);
  expect(prevented).toEqual([true, false, true, true]);
  expect(
    play([
      ["dragenter", [photo]],
      ["dragleave", [photo]],
    ]).told,
  ).toEqual([true, false]);
});

test("a dragged text is the browser's", () => {
  expect(
    play([
      ["dragover", [], "글"],
      ["drop", [], "글"],
    ]),
  ).toEqual({ told: [], prevented: [false, false] });
});
