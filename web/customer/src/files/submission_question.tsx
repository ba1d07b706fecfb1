// One question for all files that the server takes for the same document.
import { Button, Spinner } from "@baro/design";
import type { UploadView } from "@baro/wire";
import { computed, signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { documentOf } from "../claims/claim_state";
import { attempt, current, currentId } from "../model";
import { t } from "../texts";
import { uploads } from "./file_state";
import { safetyCheckOf } from "./file_status";
import { pendingFiles } from "./file_uploads";
import { submissionLot } from "./submission_lot";

const answered = signal<ReadonlySet<string>>(new Set());

/** The files of the question; none while another one is on its way or being checked. */
const lot = computed<readonly UploadView[]>(() => {
  const here = currentId.value;
  const files = [...uploads.value.values()].filter(({ conversation }) => conversation === here);
  const coming =
    pendingFiles.value.some(
      ({ conversation, status }) => conversation === here && (status === "sending" || status === "waiting"),
    ) || files.some(({ id, arrived_at }) => arrived_at && safetyCheckOf(id) === "checking");
  return coming ? [] : submissionLot(files, answered.value);
});

/** Asks below the message of the newest of the files; `ids` are those of the message. */
export const SubmissionQuestion = ({ ids }: { ids: readonly string[] }) => {
  const [busy, setBusy] = useState<readonly UploadView[] | null>(null);
  const files = busy ?? lot.value;
  const asked = files.map(({ id }) => id);
  const newest = current.value?.messages.findLast(
    ({ body }) => body.type === "file" && asked.includes(body.upload),
  );
  const { claim = "", suggested_item: item = "" } = files[0] ?? {};
  const document = documentOf(claim, item);
  if (newest?.body.type !== "file" || !document || !ids.includes(newest.body.upload)) return null;
  const close = (done: readonly UploadView[]) => {
    answered.value = new Set([...answered.value, ...done.map(({ id }) => id)]);
  };
  const submit = async (event: MouseEvent) => {
    const box = (event.currentTarget as Element).closest("article");
    setBusy(files);
    for (const file of files) {
      const done = await attempt(async (to) => {
        await to.request("file_as", { upload: file.id, claim, item });
      });
      if (!done) break; // the rest is asked again
      close([file]);
    }
    setBusy(null);
    // The pressed button disappears.
    box?.focus();
  };
  const values = { document: document.label, claim, count: files.length };
  const photos = files.every(({ kind }) => kind === "photo");
  return (
    <div class="c-file-guess">
      <p>
        {t(
          files.length === 1 ? "file_suggestion" : photos ? "photos_suggestion" : "files_suggestion",
          values,
        )}
      </p>
      <div>
        <Button kind="primary" disabled={busy !== null} onClick={(event) => void submit(event)}>
          {busy ? <Spinner /> : null}
          {t(files.length === 1 ? "file_suggestion_yes" : "submit_all")}
        </Button>
        <Button disabled={busy !== null} onClick={() => close(files)}>
          {t("file_suggestion_no")}
        </Button>
      </div>
    </div>
  );
};
