import { Refused } from "@baro/wire";
import { expect, test } from "vitest";
import { type PictureSender, sendableFiles, sendFiles } from "../src/desk/pictures";
import { Toasts } from "../src/desk/toasts";
import { ko } from "../src/i18n/ko";

const file = (name: string, type: string) => new File(["x"], name, { type });

const desk = (fails: (name: string) => Error | null = () => null) => {
  const sent: unknown[] = [];
  const toasts = new Toasts(() => undefined);
  const wire = {
    upload: async ({ name }: { name: string }) => {
      const error = fails(name);
      if (error) throw error;
      return { id: `u-${name}`, kind: "photo" };
    },
    send: async (_: string, body: unknown) => void sent.push(body),
  } as unknown as PictureSender["wire"];
  const send = (...files: File[]) =>
    sendFiles({ wire, toasts }, "c1", sendableFiles({ toasts }, files, ko.pictures, ["pdf"]), ko.pictures);
  return { sent, send, told: () => toasts.visible.value.map(({ text }) => text) };
};

test("pictures are sent in their order, other files are named as such", async () => {
  const { send, sent, told } = desk();
  await send(file("a.png", "image/png"), file("b.exe", ""), file("c.jpg", "image/jpeg"));
  expect(sent).toEqual([
    { type: "file", upload: "u-a.png", name: "a.png", kind: "photo", size: 1 },
    { type: "file", upload: "u-c.jpg", name: "c.jpg", kind: "photo", size: 1 },
  ]);
  expect(told()).toEqual(["사진, 동영상, PDF만 보낼 수 있습니다.", "c.jpg를 보냈습니다"]);
});

test("one that is refused doesn't keep the others from being sent, and isn't said to be sent", async () => {
  const { send, sent, told } = desk((name) => (name === "a.png" ? new Error("lost") : null));
  await send(file("a.png", "image/png"));
  expect(sent).toEqual([]);
  expect(told()).toEqual(["a.png를 보내지 못했습니다. 다시 보내 주세요."]);
  await send(file("b.png", "image/png"));
  expect(sent).toHaveLength(1);
});

test("a refusal of the centre is told in its own words", async () => {
  const refused = Object.assign(Object.create(Refused.prototype), {
    code: "file_too_large",
    text: "파일이 너무 커요.",
  });
  const { send, told } = desk(() => refused);
  await send(file("a.png", "image/png"));
  expect(told()).toEqual(["파일이 너무 커요."]);
});
