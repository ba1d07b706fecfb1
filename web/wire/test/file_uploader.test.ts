import { describe, expect, it } from "vitest";
import { ConnectionLost, Refused } from "../src/connection";
import { type FileUpload, FileUploader, type PutBytes, PutFailed } from "../src/file_uploader";
import type { Cancel } from "../src/ports";

const PART = 10;
const parcel = (size: number): FileUpload => ({
  conversation: "conversation1",
  clientId: "device000001:f1",
  file: new Blob(["x".repeat(size)]),
  name: "사고.jpg",
  type: "image/jpeg",
  purpose: "file",
});

/** A centre that takes files in parts of ten bytes. */
class Centre {
  readonly there = new Map<number, string>();
  readonly asked: string[] = [];
  /** Errors for the next puts, in order; none when empty. */
  readonly trouble: Error[] = [];
  size = 0;
  put: PutBytes = async (url, bytes, sent) => {
    const trouble = this.trouble.shift();
    if (trouble) throw trouble;
    sent(bytes.size);
    this.there.set(Number(url), await bytes.text());
  };
  // biome-ignore lint/suspicious/noExplicitAny: the answers of three actions, made by hand
  request: any = async (action: string, fields: { size?: number }) => {
    this.asked.push(action);
    this.size = fields.size ?? this.size;
    const count = Math.ceil(this.size / PART);
    const missing = Array.from({ length: count }, (_, at) => at + 1).filter(
      (number) => !this.there.has(number),
    );
    const arrived = [...this.there.values()].reduce((sum, text) => sum + text.length, 0);
    const upload = { id: "upload0001", status: action === "uploaded" ? "stored" : "requested" };
    const parts = missing.map((number) => ({ number, url: String(number) }));
    return { upload, parts, part_size: PART, arrived };
  };
}

const clock = {
  now: () => 0,
  after: (_: number, then: () => void): Cancel => {
    queueMicrotask(then);
    return () => undefined;
  },
};
const never = new AbortController().signal;

const sent = async (centre: Centre, size: number, signal = never) => {
  const shares: number[] = [];
  let waits = 0;
  const sender = new FileUploader(centre.request, centre.put, clock, () => 1);
  const events = { progress: (share: number) => shares.push(share), waiting: () => (waits += 1) };
  const upload = await sender.upload(parcel(size), events, signal);
  return { upload, shares, waits };
};

describe("a file", () => {
  it("is uploaded in parts and then completed", async () => {
    const centre = new Centre();
    const { upload, shares } = await sent(centre, 25);
    expect(upload.status).toBe("stored");
    expect([...centre.there.entries()].sort(([a], [b]) => a - b).map(([, text]) => text.length)).toEqual([
      10, 10, 5,
    ]);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(centre.asked).toEqual(["upload", "uploaded"]);
  });

  it("resumes with the missing parts after a lost connection", async () => {
    const centre = new Centre();
    centre.trouble.push(new PutFailed("0"), new PutFailed("403"));
    const { waits } = await sent(centre, 45);
    expect(waits).toBeGreaterThan(0);
    expect([...centre.there.keys()].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(centre.asked.filter((action) => action === "upload")).toHaveLength(1);
  });

  it("is announced again until there is a connection", async () => {
    const centre = new Centre();
    const request = centre.request;
    let lost = 12;
    centre.request = async (action: string, fields: object) => {
      lost -= 1;
      if (lost > 0) throw new ConnectionLost();
      return request(action, fields);
    };
    expect((await sent(centre, 5)).waits).toBe(11);
  });

  it("isn't retried after a final refusal", async () => {
    const centre = new Centre();
    centre.request = async () => {
      throw new Refused({ code: "file_too_large", text: "너무 커요", retryable: false });
    };
    await expect(sent(centre, 5)).rejects.toThrow("file_too_large");
  });

  it("stops when it is aborted", async () => {
    const centre = new Centre();
    const abort = new AbortController();
    centre.put = async () => {
      abort.abort();
      throw new PutFailed("0");
    };
    await expect(sent(centre, 5, abort.signal)).rejects.toThrow();
    expect(centre.asked).toEqual(["upload"]);
  });
});
