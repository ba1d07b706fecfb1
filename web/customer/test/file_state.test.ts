// @vitest-environment happy-dom
import type { Client, UploadView } from "@baro/wire";
import { expect, it } from "vitest";
import { applyUploadPush, deletedFiles, loadFile, loadFiles, uploads } from "../src/files/file_state";
import { client } from "../src/model";

const file = (status: UploadView["status"], id = "upload0001"): UploadView => ({
  id,
  conversation: "c1",
  name: "사고.jpg",
  kind: "photo",
  size: 1_000,
  status,
  at: 1,
  by: { id: "cust-kim", name: "김서연" },
});

it("a file that was checked stays so, though an older answer comes after the news", async () => {
  const request = async () => {
    applyUploadPush({ event: "upload", upload: file("ready") });
    return { files: [file("checking")] };
  };
  client.value = { request } as unknown as Client;
  await loadFiles("c1");
  expect(uploads.value.get("upload0001")?.status).toBe("ready");
});

it("a file said after the list had come is looked for again, and is gone only if it isn't there then", async () => {
  const lists = [[], [file("checking", "upload0002")], []];
  const request = async () => ({ files: lists.shift() ?? [] });
  client.value = { request } as unknown as Client;
  await loadFile("c2", "upload0002");
  expect(uploads.value.get("upload0002")?.status).toBe("checking");
  expect(deletedFiles.value.has("upload0002")).toBe(false);
  await loadFile("c2", "upload0003");
  expect(deletedFiles.value.has("upload0003")).toBe(true);
});

it("a lost line takes no file for one that was taken back", async () => {
  const request = async () => {
    throw new Error("the line was lost");
  };
  client.value = { request } as unknown as Client;
  await loadFile("c3", "upload0004");
  expect(deletedFiles.value.has("upload0004")).toBe(false);
});
