// @vitest-environment happy-dom
import type { Client, FileUpload } from "@baro/wire";
import { expect, it, vi } from "vitest";
import { pendingFiles, rejectionReason, sendFiles } from "../src/files/file_uploads";
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
  expect(rejectionReason(new File(["bytes"], "11.22 사고"), ["jpg"])).not.toBeNull();
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
