// The bot's summary above the thread.
import { Icon } from "@baro/design";
import type { Thread } from "@baro/wire";
import { ChevronDown, ChevronUp, ClipboardList, CornerDownLeft, StickyNote } from "lucide";
import { useState } from "preact/hooks";
import { DraftsNote, useDraftCount } from "../claims";
import { notesOf, seqOfMention } from "../desk/timeline";
import { t } from "../i18n";
import { usePanel } from "./panel_context";

export const Summary = ({ thread }: { thread: Thread }) => {
  const { desk, page } = usePanel();
  const unfinished = useDraftCount(thread.view.customer.id, desk.customerOf(thread)?.drafts);
  const [open, setOpen] = useState(true);
  const w = t().summary;
  const customer = desk.customerOf(thread);
  const me = desk.state.value.you?.id;
  const facts = customer?.summary ?? [];
  const handed = notesOf(thread, customer ?? undefined, undefined).findLast((note) => note.by.id !== me);
  if (facts.length === 0 && !handed && unfinished === 0) return null;
  return (
    <section class="p-summary" aria-label={w.title}>
      <button type="button" class="p-summary-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon of={ClipboardList} size={16} />
        <strong>{w.title}</strong>
        <span class="p-muted">{w.lead}</span>
        <Icon of={open ? ChevronUp : ChevronDown} size={16} />
        <span class="sr-only">{open ? w.hide : w.show}</span>
      </button>
      {open ? null : <DraftsNote count={unfinished} />}
      {open ? (
        <div class="p-summary-body">
          <DraftsNote count={unfinished} />
          {facts.length > 0 ? (
            <dl class="p-facts">
              {facts.map(([label, value]) => {
                const seq = seqOfMention(thread.messages, value);
                return (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>
                      {value}
                      {seq === null ? null : (
                        <button
                          type="button"
                          class="p-where"
                          title={w.jump}
                          aria-label={`${label}: ${w.jump}`}
                          onClick={() => {
                            page.targetMessage.value = { seq };
                          }}
                        >
                          <Icon of={CornerDownLeft} size={13} />
                        </button>
                      )}
                    </dd>
                  </div>
                );
              })}
            </dl>
          ) : null}
          {handed ? (
            <p class="p-handed">
              <Icon of={StickyNote} size={15} />
              <span>
                <strong>
                  {w.note} · {handed.by.name}
                </strong>{" "}
                {handed.text}
              </span>
            </p>
          ) : null}
        </div>
      ) : null}
    </section>
  );
};
