// Pictures and other files that an agent chooses, pastes or drops into the reply.
import { type Client, Refused } from "@baro/wire";
import type { Words } from "../i18n/ko";
import type { Toasts } from "./toasts";

export interface PictureSender {
  readonly wire: Pick<Client, "upload" | "send">;
  readonly toasts: Toasts;
}

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** The name of an upload: `device:number`. */
const newUploadKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${[...bytes].map((byte) => ALPHABET[byte % 32]).join("")}:f1`;
};

/** Files that leave together. */
export interface FilesToSend {
  readonly type: "files";
  readonly files: readonly File[];
}

const isSendable = ({ name, type }: File, suffixes: readonly string[]): boolean =>
  type.startsWith("image/") || suffixes.includes(name.split(".").at(-1)?.toLowerCase() ?? "");

/** Those of the files that may be sent; a toast says that others may not. */
export const sendableFiles = (
  { toasts }: Pick<PictureSender, "toasts">,
  files: readonly File[],
  w: Words["pictures"],
  suffixes: readonly string[],
): readonly File[] => {
  const sendable = files.filter((file) => isSendable(file, suffixes));
  if (sendable.length < files.length) toasts.show({ tone: "bad", text: w.only });
  return sendable;
};

/** Sends files one after the other; toasts say how it goes. */
export const sendFiles = async (
  { wire, toasts }: PictureSender,
  conversation: string,
  files: readonly File[],
  w: Words["pictures"],
): Promise<void> => {
  for (const file of files) {
    const show = (tone: "plain" | "good" | "bad", text: string) =>
      toasts.show({ tone, text, topic: "picture" });
    show("plain", w.sending(file.name));
    const { name, type, size } = file;
    try {
      const upload = await wire.upload(
        { conversation, clientId: newUploadKey(), file, name, type, purpose: "file" },
        { progress: () => undefined },
        new AbortController().signal,
      );
      await wire.send(conversation, { type: "file", upload: upload.id, name, kind: upload.kind, size });
      show("good", w.sent(name));
    } catch (error) {
      show("bad", (error instanceof Refused && error.text) || w.failed(name));
    }
  }
};
