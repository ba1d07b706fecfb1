// The dialog of the customer's previous conversations, read-only.
import { Banner, Dialog, Empty, Spinner } from "@baro/design";
import type { Thread } from "@baro/wire";
import { t } from "../i18n";
import { ConversationLog } from "./conversation_log";
import { usePanel } from "./panel_context";
import { ConversationLabel, usePreviousConversations } from "./previous_conversations";

export const PreviousConversationsDialog = ({ thread }: { thread: Thread }) => {
  const { page } = usePanel();
  const { found } = usePreviousConversations(thread);
  const w = t();
  const views = found.state === "here" ? found.views : [];
  const shown = page.previousConversation.value ?? views[0]?.id ?? null;
  return (
    <Dialog
      title={w.previousConversations.title(thread.view.customer.name)}
      closeLabel={w.close}
      onClose={page.closeDialog}
      class="p-dialog-wide"
    >
      {found.state === "loading" ? <Spinner label={w.loading} /> : null}
      {found.state === "failed" ? <Banner tone="bad">{found.text}</Banner> : null}
      {found.state === "here" && views.length === 0 ? <Empty title={w.customerPanel.earlierNone} /> : null}
      {views.length > 0 ? (
        <div class="p-earlier-window">
          <ul class="p-earlier" aria-label={w.customerPanel.earlier}>
            {views.map((view) => (
              <li key={view.id}>
                <button
                  type="button"
                  aria-pressed={view.id === shown}
                  onClick={() => {
                    page.previousConversation.value = view.id;
                  }}
                >
                  <ConversationLabel view={view} />
                </button>
              </li>
            ))}
          </ul>
          {shown === null ? (
            <p class="p-muted">{w.previousConversations.pick}</p>
          ) : (
            <ConversationLog
              key={shown}
              conversation={shown}
              length={views.find((view) => view.id === shown)?.seq ?? 0}
            />
          )}
        </div>
      ) : null}
    </Dialog>
  );
};
