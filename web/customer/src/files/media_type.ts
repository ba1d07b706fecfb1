// The media type of a file for which the device names none, as some chat programs pass files on.

const STARTS: readonly (readonly [RegExp, string])[] = [
  [/^\xff\xd8\xff/, "image/jpeg"],
  [/^\x89PNG/, "image/png"],
  [/^RIFF.{4}WEBP/s, "image/webp"],
  [/^.{4}ftyp(?:he|mif1|msf1)/s, "image/heic"],
  [/^.{4}(?:ftyp|moov|mdat|wide)/s, "video/mp4"],
  [/^RIFF.{4}AVI /s, "video/x-msvideo"],
  [/^.E\xdf\xa3/s, "video/webm"],
  [/%PDF/, "application/pdf"],
];
const HEAD_BYTES = 1_028;

/** The type that a file has by its first bytes; "" for any other file and for one that can't be read. */
export const mediaTypeOf = async (file: Blob): Promise<string> => {
  const bytes = await file
    .slice(0, HEAD_BYTES)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  const head = String.fromCharCode(...new Uint8Array(bytes));
  return STARTS.find(([start]) => start.test(head))?.[1] ?? "";
};
