// @vitest-environment happy-dom
import type { Client, FileUpload } from "@baro/wire";
import { expect, it, vi } from "vitest";
import { pendingFiles, sendFiles } from "../src/files/file_uploads";
import { client, currentId } from "../src/model";

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
