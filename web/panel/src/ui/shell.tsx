// The desk: the bar above, three columns, and what lies over them.
import { isTop, type Layer, NewsOver } from "@baro/design";
import { lasting } from "@baro/design/kept";
import { useEffect, useState } from "preact/hooks";
import { ClaimDialogs, ClaimsPage, useClaimKeys } from "../claims";
import { documentTitle, notificationPermission, requestPermission } from "../desk/alerts";
import { shortcutOf } from "../desk/shortcuts";
import { t } from "../i18n";
import { Banners } from "./banners";
import { runCommand } from "./commands";
import { ContextPane } from "./context";
import { EarlierWindow } from "./earlier";
import { HelpWindow } from "./help";
import { LeaveWindow } from "./leave";
import { List } from "./list";
import { usePanel } from "./page";
import { PaletteWindow } from "./palette";
import { ResolveWindow } from "./resolve";
import { SettingsWindow } from "./settings";
import { ThreadPane } from "./thread";
import { ToastList } from "./toasts";
import { TopBar } from "./top_bar";
import { TransferWindow } from "./transfer";
import { ViewsWindow } from "./views";

/** That it was asked once whether notifications may be shown. */
const ASKED = "baro notices asked";

export const Shell = () => {
  const panel = usePanel();
  const { desk, page } = panel;
  const unread = desk.unreadCount.value;
  const title = t().title;
  useClaimKeys();

  useEffect(() => {
    document.title = documentTitle(unread, title);
  }, [unread, title]);

  const available = desk.requestedStatus.value === "available";
  useEffect(() => {
    if (!available || notificationPermission() !== "default" || lasting.get(ASKED) !== null) return;
    lasting.set(ASKED, "1");
    const action = { label: t().settings.allow, run: () => void requestPermission() };
    desk.toasts.show({ tone: "plain", text: t().news.allowNotices, action });
  }, [available]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing) return;
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
        {panel.claims.navigation.page.value.name === "desk" ? <Columns /> : <ClaimsPage />}
      </main>
      <ToastList layer={null} />
      <NewsOver.Provider value={News}>
        <Windows />
        <ClaimDialogs />
      </NewsOver.Provider>
    </div>
  );
};

/** In a window: all behind it is inert, so what stands in the way of working is said, and can be mended, in it too. */
const News = ({ layer }: { layer: Layer }) => (
  <>
    <ToastList layer={layer} />
    {isTop(layer) ? <Banners /> : null}
  </>
);

/** So many tasks it takes to draw the columns. */
const LAST = 5;

/** One part after the other, each in a task of its own: drawing all at once would hold up the first keys. */
const Columns = () => {
  const [drawn, setDrawn] = useState(0);
  useEffect(() => {
    if (drawn === LAST) return;
    const timer = setTimeout(() => setDrawn(drawn + 1));
    return () => clearTimeout(timer);
  }, [drawn]);
  return (
    <>
      {drawn > 0 ? <List whole={drawn > 1} /> : <section class="p-list" />}
      {drawn > 2 ? <ThreadPane whole={drawn > 3} /> : <section class="p-thread" />}
      {drawn === LAST ? <ContextPane /> : null}
    </>
  );
};

const Windows = () => {
  const { desk, page } = usePanel();
  const thread = desk.thread.value;
  switch (page.dialog.value) {
    case null:
      return null;
    case "help":
      return <HelpWindow />;
    case "palette":
      return <PaletteWindow />;
    case "settings":
      return <SettingsWindow />;
    case "views":
      return <ViewsWindow />;
    case "leave":
      return <LeaveWindow signingOut={false} />;
    case "signOut":
      return <LeaveWindow signingOut />;
    case "earlier":
      return thread ? <EarlierWindow thread={thread} /> : null;
    case "transfer":
      return thread?.leftReason === null ? <TransferWindow key={thread.view.id} thread={thread} /> : null;
    case "resolve":
      return thread?.leftReason === null ? <ResolveWindow key={thread.view.id} thread={thread} /> : null;
  }
};
