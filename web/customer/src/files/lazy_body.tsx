// Message bodies and inputs that the first messages don't need: one chunk, loaded when the first of them is rendered.
import { Spinner } from "@baro/design";
import type { Button as Choice, File, Text } from "@baro/wire";
import { current, currentId } from "../model";
import { jobCard } from "../roadside/lazy_card";
import type { MessageRow } from "../rows";
import { t } from "../texts";
import { pendingFiles } from "./file_uploads";
import { bodies } from "./lazy_bodies";

const Loading = () => (
  <article class="b-card c-part-loading">
    <Spinner />
    <span class="sr-only">{t("thread_empty")}</span>
  </article>
);

export const RichBody = ({ row }: { row: MessageRow }) => {
  const { body, seq } = row.message;
  if (body.type === "job_card") {
    const part = jobCard();
    return part ? <part.JobCard body={body} seq={seq} /> : <Loading />;
  }
  const loaded = bodies();
  if (!loaded) return <Loading />;
  if (body.type !== "file") return <loaded.RichBodyView row={row} />;
  const messages = current.value?.messages ?? [];
  const files = messages.filter((message) => message.seq > seq - row.photos && message.seq <= seq);
  return <loaded.SentFiles files={files.map((file) => ({ seq: file.seq, body: file.body as File }))} />;
};

/** A file whose message is in the outbox. */
export const OutgoingFile = ({ body }: { body: File }) => {
  const loaded = bodies();
  return loaded ? <loaded.SentFiles files={[{ seq: 0, body }]} /> : <Loading />;
};

/** The files of this conversation that are being uploaded; null for none. */
export const PendingFiles = () => {
  if (pendingFiles.value.every(({ conversation }) => conversation !== currentId.value)) return null;
  const loaded = bodies();
  return (
    <li class="c-row" data-side="mine" data-first>
      {loaded ? <loaded.PendingPhotos /> : <Loading />}
    </li>
  );
};

export const LazyAnswerInput = (props: { asks: NonNullable<Text["expected_input"]> }) => {
  const loaded = bodies();
  return loaded ? <loaded.AnswerInput {...props} /> : null;
};

export const LazyOpenButton = (props: { button: Choice }) => {
  const loaded = bodies();
  return loaded ? <loaded.OpenButton {...props} /> : null;
};

/** The guide of photos of an accident. */
export const LazyShotDialog = (props: { onClose: () => void }) => {
  const loaded = bodies();
  return loaded ? <loaded.ShotDialog {...props} /> : null;
};

/** Notices only as cards. */
export const isRichBody = ({ type }: { readonly type: string }): boolean =>
  ["file", "signature_request", "progress", "checklist", "form", "notice", "job_card"].includes(type);
