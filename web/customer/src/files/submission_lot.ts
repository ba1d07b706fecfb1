// Which files are handed in with one question. Pure.
import type { UploadView } from "@baro/wire";

/** ms since 1970 UTC: when a photo was taken, else when the file was sent. */
export const timeOf = ({ taken_at, at }: UploadView): number => Date.parse(taken_at ?? "") || at;

/** The files that the server takes for the same document as the first of them, in the order they were taken. */
export const submissionLot = (
  files: readonly UploadView[],
  answered: ReadonlySet<string>,
): readonly UploadView[] => {
  const open = files
    .filter(({ id, claim, item, suggested_item }) => claim && suggested_item && !item && !answered.has(id))
    .sort((a, b) => timeOf(a) - timeOf(b));
  const [first] = open;
  return open.filter(
    ({ claim, suggested_item }) => claim === first?.claim && suggested_item === first?.suggested_item,
  );
};
