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

it("a final status stays when an older answer comes after the push", async () => {
  const request = async () => {
    applyUploadPush({ event: "upload", upload: file("ready") });
    return { files: [file("checking")] };
  };
  client.value = { request } as unknown as Client;
  await loadFiles("c1");
  expect(uploads.value.get("upload0001")?.status).toBe("ready");
});

it("a file that isn't in the list is fetched again once, and counts as deleted if it is missing then", async () => {
  const lists = [[], [file("checking", "upload0002")], []];
  const request = async () => ({ files: lists.shift() ?? [] });
  client.value = { request } as unknown as Client;
  await loadFile("c2", "upload0002");
  expect(uploads.value.get("upload0002")?.status).toBe("checking");
  expect(deletedFiles.value.has("upload0002")).toBe(false);
  await loadFile("c2", "upload0003");
  expect(deletedFiles.value.has("upload0003")).toBe(true);
});

it("a lost connection doesn't make a file count as deleted", async () => {
  const request = async () => {
    throw new Error("connection lost");
  };
  client.value = { request } as unknown as Client;
  await loadFile("c3", "upload0004");
  expect(deletedFiles.value.has("upload0004")).toBe(false);
});
