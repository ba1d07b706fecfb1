// Message bodies and inputs that the first messages don't need: one chunk, loaded when the first of them is rendered.
import { Spinner } from "@baro/design";
import type { Text } from "@baro/wire";
import { lazyPart } from "../lazy_part";
import type { MessageRow } from "../rows";
import { t } from "../texts";

const bodies = lazyPart(() => import("./bodies"));

export const RichBody = ({ row }: { row: MessageRow }) => {
  const loaded = bodies();
  if (loaded) return <loaded.RichBodyView row={row} />;
  return (
    <article class="b-card c-part-loading">
      <Spinner />
      <span class="sr-only">{t("thread_empty")}</span>
    </article>
  );
};

export const LazyAnswerInput = (props: { asks: NonNullable<Text["expected_input"]> }) => {
  const loaded = bodies();
  return loaded ? <loaded.AnswerInput {...props} /> : null;
};

export const isRichBody = (type: string): boolean =>
  ["file", "signature_request", "progress", "checklist", "form"].includes(type);
