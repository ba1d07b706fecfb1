// @vitest-environment happy-dom
import type { Client, FileUpload } from "@baro/wire";
import { expect, it, vi } from "vitest";
import { nextFiles, pendingFiles, rejectionReason, sendFiles } from "../src/files/file_uploads";
import { mediaTypeOf } from "../src/files/media_type";
import { client, currentId } from "../src/model";

it("a file is accepted by the suffixes that the server names, and any before it has named them", () => {
  const accepted = (suffixes: string[]) =>
    ["사고.JPG", "접수.hwp", "견적.pdf"].map(
      (name) => rejectionReason(new File(["bytes"], name), suffixes) === null,
    );
  expect(accepted([])).toEqual([true, true, true]);
  expect(accepted(["jpg", "pdf"])).toEqual([true, false, true]);
  expect(rejectionReason(new File([], "사고.jpg"), ["jpg"])).not.toBeNull();
  expect(rejectionReason(new File(["bytes"], "11.22 사고", { type: "image/jpeg" }), ["jpg"])).toBeNull();
  expect(rejectionReason(new File(["bytes"], "11.22 사고", { type: "text/plain" }), ["jpg"])).not.toBeNull();
  expect(rejectionReason(new File(["bytes"], "11.22 사고"), ["jpg"])).toBeNull();
});

it.each([
  ["\xff\xd8\xff\xe0", "image/jpeg"],
  ["\x89PNG\r\n", "image/png"],
  ["RIFF\0\0\0\0WEBPVP8 ", "image/webp"],
  ["\0\0\0\x18ftypheix", "image/heic"],
  ["\0\0\0\x18ftypmif1", "image/heic"],
  ["\0\0\0\x18ftypisom", "video/mp4"],
  ["\0\0\0\x08wide", "video/mp4"],
  ["RIFF\0\0\0\0AVI LIST", "video/x-msvideo"],
  ["\x1aE\xdf\xa3", "video/webm"],
  ["\r\n%PDF-1.7", "application/pdf"],
  ["MZ\x90\0", ""],
  ["", ""],
])("the first bytes %j of a file without a type are those of %j", async (start, type) => {
  const bytes = Uint8Array.from(start, (letter) => letter.charCodeAt(0));
  expect(await mediaTypeOf(new Blob([bytes]))).toBe(type);
});

it("a file whose announcement the server has discarded is announced again, and sent once", async () => {
  const keys: string[] = [];
  const said: unknown[] = [];
  const upload = async ({ clientId }: FileUpload) => {
    keys.push(clientId);
    return {
      id: `upload000${keys.length}`,
      kind: "photo",
      status: keys.length === 1 ? "discarded" : "stored",
    };
  };
  const send = async (_conversation: string, body: unknown) => {
    said.push(body);
  };
  const state = { get: () => ({ threads: new Map() }) };
  client.value = { upload, send, state } as unknown as Client;
  currentId.value = "c1";
  sendFiles([new File(["bytes"], "사고.jpg", { type: "image/jpeg" })]);
  await vi.waitFor(() => expect(pendingFiles.value).toEqual([]));
  expect(new Set(keys).size).toBe(2);
  expect(said).toEqual([{ type: "file", upload: "upload0002", name: "사고.jpg", kind: "photo", size: 5 }]);
});

it("messages of files are sent in the order the photos were taken, other files last, whichever arrives first", async () => {
  const arrivals = new Map<string, () => void>();
  const said: string[] = [];
  const upload = ({ name }: FileUpload, { waiting }: { waiting: () => void }) =>
    new Promise((resolve, reject) => {
      if (name === "0.jpg") waiting(); // and for ever
      const refused = name === "b.jpg";
      arrivals.set(name, () =>
        refused ? reject(new Error(name)) : resolve({ id: name, kind: "photo", status: "stored" }),
      );
    });
  const send = async (_conversation: string, { name }: { name: string }) => {
    said.push(name);
  };
  client.value = { upload, send, state: { get: () => ({ threads: new Map() }) } } as unknown as Client;
  currentId.value = "c1";
  const file = (name: string, type: string, lastModified: number) =>
    new File(["bytes"], name, { type, lastModified });
  sendFiles([
    file("0.jpg", "image/jpeg", 1),
    file("d.pdf", "application/pdf", 1),
    file("c.jpg", "image/jpeg", 9),
    file("a.jpg", "image/jpeg", 7),
    file("b.jpg", "image/jpeg", 8),
  ]);
  for (const name of ["d.pdf", "c.jpg", "b.jpg", "a.jpg"]) arrivals.get(name)?.();
  await vi.waitFor(() => expect(said).toEqual(["a.jpg", "c.jpg", "d.pdf"]));
  expect(pendingFiles.value.map(({ name, status }) => [name, status])).toEqual([
    ["0.jpg", "waiting"],
    ["b.jpg", "failed"],
  ]);
  pendingFiles.value = [];
});

it("a photo of a shot is named after it, and handed in as its document", async () => {
  const sent: FileUpload[] = [];
  const filed: unknown[] = [];
  const upload = async (file: FileUpload) => {
    sent.push(file);
    return { id: "upload1", kind: "photo", status: "stored" };
  };
  const request = async (_action: string, fields: unknown) => {
    filed.push(fields);
  };
  const send = async () => undefined;
  client.value = {
    upload,
    send,
    request,
    state: { get: () => ({ threads: new Map() }) },
  } as unknown as Client;
  nextFiles.value = { document: { claim: "20261122-000001", item: "damage_photos" }, shot: "번호판" };
  sendFiles([new File(["bytes"], "image.HEIC", { type: "image/heic" })]);
  await vi.waitFor(() => expect(filed).toHaveLength(1));
  expect(sent[0]?.name).toBe("번호판.HEIC");
  expect(filed).toEqual([{ upload: "upload1", claim: "20261122-000001", item: "damage_photos" }]);
  expect(nextFiles.value).toBeNull();
});

it("a file that was changed since it was chosen says so, and isn't sent for ever", async () => {
  const file = new File(["bytes"], "사고.jpg", { type: "image/jpeg" });
  file.slice = () =>
    ({ arrayBuffer: () => Promise.reject(new Error("NotReadableError")) }) as unknown as Blob;
  let ended: unknown = null;
  const upload = (_file: FileUpload, events: { waiting: () => void }, signal: AbortSignal) =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => {
        ended = signal.reason;
        reject(signal.reason);
      });
      events.waiting();
    });
  client.value = { upload } as unknown as Client;
  sendFiles([file]);
  await vi.waitFor(() => expect(pendingFiles.value[0]?.status).toBe("failed"));
  expect(pendingFiles.value[0]?.refusal).toMatch(/사고.jpg.*(읽을 수 없어요|can't be read)/);
  expect(ended).not.toBeNull();
  pendingFiles.value = [];
});
