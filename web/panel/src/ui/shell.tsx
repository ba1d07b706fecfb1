// The desk: the bar above, three columns, and what lies over them.
import { isTop, type Layer, NewsOver } from "@baro/design";
import { lasting } from "@baro/design/kept";
import { useEffect, useState } from "preact/hooks";
import { ClaimsPlace, ClaimWindows, useClaimKeys } from "../claims";
import { askPermission, permission, titleWith } from "../desk/alerts";
import { shortcutOf } from "../desk/shortcuts";
import { t } from "../i18n";
import { Banners } from "./banners";
import { run } from "./commands";
import { ContextPane } from "./context";
import { EarlierWindow } from "./earlier";
import { HelpWindow } from "./help";
import { LeaveWindow } from "./leave";
import { List } from "./list";
import { useHere } from "./page";
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
  const here = useHere();
  const { desk, page } = here;
  const unread = desk.unread.value;
  const title = t().title;
  useClaimKeys();

  useEffect(() => {
    document.title = titleWith(unread, title);
  }, [unread, title]);

  const available = desk.wish.value === "available";
  useEffect(() => {
    if (!available || permission() !== "default" || lasting.get(ASKED) !== null) return;
    lasting.set(ASKED, "1");
    const action = { label: t().settings.allow, run: () => void askPermission() };
    desk.toasts.show({ tone: "plain", text: t().news.allowNotices, action });
  }, [available]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      const { target } = event;
      const typing =
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      if (here.claims.where.window.peek() !== null) return;
      if (event.key === "Escape" && page.window.peek() === null && page.context.peek()) {
        page.context.value = false;
        return;
      }
      const name = shortcutOf(event, typing);
      if (name === null || page.window.peek() !== null) return;
      event.preventDefault();
      run(name, here);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [here]);

  return (
    <div class="p-shell" data-pane={page.pane.value}>
      <TopBar />
      <Banners />
      <main class="p-columns">
        <h1 class="sr-only">{title}</h1>
        {here.claims.where.place.value.name === "desk" ? <Columns /> : <ClaimsPlace />}
      </main>
      <ToastList layer={null} />
      <NewsOver.Provider value={News}>
        <Windows />
        <ClaimWindows />
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
  const { desk, page } = useHere();
  const thread = desk.thread.value;
  switch (page.window.value) {
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
