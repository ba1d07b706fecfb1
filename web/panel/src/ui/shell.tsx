// The page: top bar, three columns, dialogs.
import { isTop, type Layer, ToastContext } from "@baro/design";
import { localStore } from "@baro/design/storage";
import { useEffect, useState } from "preact/hooks";
import { CallsDialog } from "../calls/calls_dialog";
import { ClaimDialogs, ClaimsPage, useClaimKeys } from "../claims";
import { ChangeDialog } from "../contracts/change_dialog";
import { ReferralDialog } from "../contracts/referral_dialog";
import { documentTitle, notificationPermission, requestPermission } from "../desk/alerts";
import { shortcutOf } from "../desk/shortcuts";
import { t } from "../i18n";
import { Banners } from "./banners";
import { CommandPalette } from "./command_palette";
import { runCommand } from "./commands";
import { ComposeDialog } from "./compose_dialog";
import { List } from "./conversation_list";
import { CustomerPanel } from "./customer_panel";
import { FollowUpDialog } from "./follow_up_dialog";
import { HelpDialog } from "./help_dialog";
import { InboxDialog } from "./inbox_dialog";
import { InviteDialog } from "./invite_dialog";
import { LazyRoadside, LazySupervision } from "./lazy_page";
import { LeaveDialog } from "./leave_dialog";
import { usePanel } from "./panel_context";
import { PreviousConversationsDialog } from "./previous_conversations_dialog";
import { ResolveDialog } from "./resolve_dialog";
import { SearchDialog } from "./search_dialog";
import { SettingsDialog } from "./settings_dialog";
import { TagsDialog } from "./tags_dialog";
import { ThreadPanel } from "./thread_panel";
import { ToastList } from "./toasts";
import { TopBar } from "./top_bar";
import { TransferDialog } from "./transfer_dialog";
import { ViewsDialog } from "./views_dialog";

/** Set once the notification permission was requested. */
const PERMISSION_ASKED_KEY = "baro notices asked";

export const Shell = () => {
  const panel = usePanel();
  const { desk, page } = panel;
  const unread = desk.unreadCount.value;
  const title = t().title;
  useClaimKeys();

  const waiting = panel.waitingForMe.value;
  useEffect(() => {
    const waits = waiting > 0 ? t().announcements.waiting(waiting) : null;
    const show = () => {
      document.title = documentTitle(unread, title, waits, Math.floor(Date.now() / 1_000));
    };
    show();
    if (waits === null) return;
    const timer = setInterval(show, 1_000);
    return () => clearInterval(timer);
  }, [unread, title, waiting]);

  const available = desk.requestedStatus.value === "available";
  useEffect(() => {
    if (!available || notificationPermission() !== "default" || localStore.get(PERMISSION_ASKED_KEY) !== null)
      return;
    localStore.set(PERMISSION_ASKED_KEY, "1");
    const action = { label: t().settings.allow, run: () => void requestPermission() };
    desk.toasts.show({ tone: "plain", text: t().announcements.allowNotices, action });
  }, [available]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // A syllable that is being composed takes plain keys; shortcuts have Alt or Ctrl.
      if (event.isComposing && !event.altKey && !event.ctrlKey && !event.metaKey) return;
      const { target } = event;
      const typing =
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      if (panel.claims.navigation.dialog.peek() !== null) return;
      if (event.key === "Escape" && page.dialog.peek() === null && page.contextOpen.peek()) {
        page.contextOpen.value = false;
        return;
      }
      const name = shortcutOf(event, typing);
      if (name === null || page.dialog.peek() !== null) return;
      event.preventDefault();
      runCommand(name, panel);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [panel]);

  return (
    <div class="p-shell" data-pane={page.pane.value}>
      <TopBar />
      <Banners />
      <main class="p-columns">
        <h1 class="sr-only">{title}</h1>
        <Page />
      </main>
      <ToastList layer={null} />
      <ToastContext.Provider value={DialogNotices}>
        <Dialogs />
        <ClaimDialogs />
      </ToastContext.Provider>
    </div>
  );
};

/** Toasts and banners inside a dialog: the page behind it is inert. */
const DialogNotices = ({ layer }: { layer: Layer }) => (
  <>
    <ToastList layer={layer} />
    {isTop(layer) ? <Banners /> : null}
  </>
);

const Page = () => {
  switch (usePanel().claims.navigation.page.value.name) {
    case "desk":
      return <Columns />;
    case "supervision":
      return <LazySupervision />;
    case "roadside":
      return <LazyRoadside />;
    default:
      return <ClaimsPage />;
  }
};

/** Number of tasks in which the columns are rendered. */
const COLUMN_STEPS = 5;

/** Renders each part in a task of its own, so that the first keystrokes aren't delayed. */
const Columns = () => {
  const [drawn, setDrawn] = useState(0);
  useEffect(() => {
    if (drawn === COLUMN_STEPS) return;
    const timer = setTimeout(() => setDrawn(drawn + 1));
    return () => clearTimeout(timer);
  }, [drawn]);
  return (
    <>
      {drawn > 0 ? <List withRows={drawn > 1} /> : <section class="p-list" />}
      {drawn > 2 ? <ThreadPanel withLog={drawn > 3} /> : <section class="p-thread" />}
      {drawn === COLUMN_STEPS ? <CustomerPanel /> : null}
    </>
  );
};

const Dialogs = () => {
  const { desk, page } = usePanel();
  const thread = desk.thread.value;
  switch (page.dialog.value) {
    case null:
      return null;
    case "help":
      return <HelpDialog />;
    case "palette":
      return <CommandPalette />;
    case "settings":
      return <SettingsDialog />;
    case "views":
      return <ViewsDialog />;
    case "find":
      return <SearchDialog />;
    case "calls":
      return <CallsDialog />;
    case "leave":
      return <LeaveDialog signingOut={false} />;
    case "signOut":
      return <LeaveDialog signingOut />;
    case "earlier":
      return thread ? <PreviousConversationsDialog thread={thread} /> : null;
    case "inbox":
      return <InboxDialog />;
    case "followUp":
      return thread?.leftReason === null ? <FollowUpDialog key={thread.view.id} thread={thread} /> : null;
    case "tags":
      return thread?.leftReason === null ? <TagsDialog key={thread.view.id} thread={thread} /> : null;
    case "transfer":
      return thread?.leftReason === null ? <TransferDialog key={thread.view.id} thread={thread} /> : null;
    case "compose":
      return thread?.leftReason === null ? <ComposeDialog key={thread.view.id} thread={thread} /> : null;
    case "change":
      return thread?.leftReason === null ? <ChangeDialog key={thread.view.id} thread={thread} /> : null;
    case "referral":
      return thread?.leftReason === null ? <ReferralDialog key={thread.view.id} thread={thread} /> : null;
    case "invite":
      return thread?.leftReason === null ? <InviteDialog key={thread.view.id} thread={thread} /> : null;
    case "resolve":
      return thread?.leftReason === null ? <ResolveDialog key={thread.view.id} thread={thread} /> : null;
  }
};
