// Loads the chunk of rarely needed message bodies when one is rendered first.
import { Spinner } from "@baro/design";
import { signal } from "@preact/signals";
import type { MessageRow } from "../rows";
import { t } from "../texts";

type Bodies = typeof import("./bodies");
const bodies = signal<Bodies | null>(null);
let requested = false;

const load = (): void => {
  if (requested) return;
  requested = true;
  import("./bodies").then(
    (loaded) => {
      bodies.value = loaded;
    },
    () => {
      requested = false; // no connection: the next rendering tries again
    },
  );
};

export const RichBody = ({ row }: { row: MessageRow }) => {
  const loaded = bodies.value;
  if (loaded) return <loaded.RichBodyView row={row} />;
  load();
  return (
    <article class="b-card c-part-loading">
      <Spinner />
      <span class="sr-only">{t("thread_empty")}</span>
    </article>
  );
};

export const isRichBody = (type: string): boolean =>
  ["file", "signature_request", "progress", "checklist"].includes(type);
