// A conversation in the list.
import { Avatar, Badge, Icon, TypingDots } from "@baro/design";
import { clock } from "@baro/design/format";
import { CircleAlert, PencilLine, Tag, TriangleAlert } from "lucide";
import { memo } from "preact/compat";
import type { Row } from "../desk/rows";
import { locale, queueLabel, t } from "../i18n";
import { Elapsed, WaitingMinutes } from "./elapsed";
import { leaveReasonText } from "./leave_reason";

interface Props {
  readonly row: Row;
  readonly draft: boolean;
  readonly label: string | undefined;
  /** The labels of its tags, in one text. */
  readonly tags: string;
  /** Id of this agent. */
  readonly me: string;
  /** Picks up the waiting customer; undefined during a pickup. */
  readonly onTake: ((id: string) => void) | undefined;
  readonly taking: boolean;
  /** The page's language; rows are rendered again when it changes. */
  readonly language: string;
}

export const RowView = memo(({ row, draft, label, tags, me, onTake, taking }: Props) => {
  const w = t();
  return (
    <div
      class="p-row"
      data-kind={row.kind}
      data-left={row.leftReason !== null || undefined}
      data-emergency={row.emergency || undefined}
    >
      <Avatar role="customer" name={row.name} size="small" />
      <div class="p-row-main">
        <div class="p-row-line">
          <strong class="p-row-name">{row.name}</strong>
          {row.emergency ? (
            <span class="p-emergency">
              <Icon of={TriangleAlert} size={13} />
              {w.list.emergency}
            </span>
          ) : null}
          <span class="p-row-time">
            {row.waitingSince === 0 ? (
              clock(row.at, locale())
            ) : row.emergency ? (
              <WaitingMinutes since={row.waitingSince} />
            ) : (
              <Elapsed answer={{ since: row.waitingSince, queue: row.queue, first: row.firstAnswer }} />
            )}
          </span>
        </div>
        <div class="p-row-line">
          <span class="p-row-preview">
            <Preview row={row} draft={draft} me={me} />
          </span>
          {row.failed ? (
            <span class="p-row-failed">
              <Icon of={CircleAlert} size={14} />
              {w.list.failed}
            </span>
          ) : null}
          {row.neverOpened ? (
            <Badge tone="brand">{w.list.fresh}</Badge>
          ) : row.unread > 0 ? (
            <Badge tone="brand">
              <span aria-hidden="true">{row.unread > 99 ? "99+" : row.unread}</span>
              <span class="sr-only">{w.list.unread(row.unread)}</span>
            </Badge>
          ) : null}
        </div>
        <div class="p-row-line p-row-about">
          {row.concern ? <strong class="p-row-concern">{row.concern}</strong> : null}
          <span class="p-row-topic">{queueLabel(row.queue, label)}</span>
          {tags ? (
            <span class="p-row-tags">
              <Icon of={Tag} size={12} />
              <span class="sr-only">{w.tags.title}</span>
              <span>{tags}</span>
            </span>
          ) : null}
          {row.kind === "waiting" ? <Take row={row} onTake={onTake} taking={taking} /> : null}
        </div>
      </div>
    </div>
  );
});

/** For the pointer; by keyboard Enter picks up the selected customer. */
const Take = ({ row, onTake, taking }: Pick<Props, "row" | "onTake" | "taking">) => (
  <span
    class="p-take"
    aria-hidden="true"
    data-taking={taking || undefined}
    onClick={(event) => {
      event.stopPropagation();
      onTake?.(row.id);
    }}
  >
    {taking ? t().pickup.taking : t().pickup.take}
  </span>
);

const Preview = ({ row, draft, me }: Pick<Props, "row" | "draft" | "me">) => {
  const w = t();
  if (row.kind === "waiting") return <>{row.preview || w.list.inLine}</>;
  if (row.leftReason !== null) return <>{leaveReasonText(row.leftReason, false)}</>;
  if (row.typing)
    return (
      <>
        <TypingDots />
        <span class="sr-only">{w.list.typing}</span>
      </>
    );
  const mine = row.previewId === "" || row.previewId === me;
  const agent = mine ? w.list.you : `${row.previewName}: `;
  const by = row.previewRole === "agent" ? agent : row.previewRole === "bot" ? w.list.bot : "";
  return (
    <>
      {draft ? (
        <span class="p-row-draft">
          <Icon of={PencilLine} size={13} />
          {w.list.draft}
        </span>
      ) : null}
      {by}
      {row.preview}
    </>
  );
};
