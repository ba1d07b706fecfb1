// The tags of a conversation beside it.
import { Badge, Button, Icon } from "@baro/design";
import type { CustomerView, Thread } from "@baro/wire";
import { Tag } from "lucide";
import { tagLabel } from "../desk/wrap_up";
import { language, t } from "../i18n";
import { Block } from "./customer_blocks";
import { usePanel } from "./panel_context";

export const Tags = ({ thread, customer }: { thread: Thread; customer: CustomerView | null }) => {
  const { desk, page } = usePanel();
  const w = t().tags;
  const tags = customer?.tags ?? [];
  const { wrapUp } = desk.state.value;
  return (
    <Block
      title={w.title}
      action={
        thread.leftReason === null && customer !== null ? (
          <Button
            size="small"
            kind="quiet"
            onClick={() => {
              page.dialog.value = "tags";
            }}
          >
            <Icon of={Tag} size={14} />
            {w.edit}
          </Button>
        ) : null
      }
    >
      {tags.length === 0 ? (
        <p class="p-muted">{w.none}</p>
      ) : (
        <ul class="p-tag-list" aria-label={w.title}>
          {tags.map((tag) => (
            <li key={tag}>
              <Badge tone="brand">{tagLabel(wrapUp, tag, language.value)}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
};
