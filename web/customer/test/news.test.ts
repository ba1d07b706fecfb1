// @vitest-environment happy-dom
import type { Client, UploadView } from "@baro/wire";
import { expect, it } from "vitest";
import { heard, learnFiles, uploads } from "../src/files/news";
import { client } from "../src/model";

const file = (status: UploadView["status"]): UploadView => ({
  id: "upload0001",
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
    heard({ event: "upload", upload: file("ready") });
    return { files: [file("checking")] };
  };
  client.value = { request } as unknown as Client;
  await learnFiles("c1");
  expect(uploads.value.get("upload0001")?.status).toBe("ready");
});
