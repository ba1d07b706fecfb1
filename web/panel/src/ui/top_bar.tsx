// The top bar: agent, status and menus.
import { Icon, IconButton } from "@baro/design";
import { useComputed } from "@preact/signals";
import { BellRing, Command, Keyboard, LogOut, Settings, TextSearch } from "lucide";
import { CallsButton } from "../calls/calls_button";
import { ClaimsNav } from "../claims";
import type { Status } from "../desk/desk_context";
import { t } from "../i18n";
import { leave, leaveAndSignOut } from "./commands";
import { usePanel } from "./panel_context";

const STATUSES: readonly Status[] = ["available", "paused", "offline"];

export const TopBar = () => {
  const panel = usePanel();
  const { desk, page, config } = panel;
  const w = t();
  const { you, connection } = desk.state.value;
  const open = (name: "settings" | "palette" | "help" | "find") => () => {
    page.dialog.value = name;
  };
  return (
    <header class="p-top">
      <a class="b-skip" href="#thread">
        {w.skip}
      </a>
      <span class="p-brand">
        <img src="./icon.svg" alt="" width="24" height="24" />
        <strong>{config.brand.short}</strong>
      </span>
      <ClaimsNav />
      <StatusChoice />
      <Load />
      <span class="p-top-space" />
      <CallsButton />
      <span class="p-you">
        <span
          class="p-line"
          data-phase={connection.phase}
          title={connection.phase === "online" ? w.connection.online : w.connection.connecting}
        />
        {you?.name}
      </span>
      <Inbox />
      <IconButton label={`${w.wordSearch.title} (Alt ⇧ S)`} class="p-wide" onClick={open("find")}>
        <Icon of={TextSearch} size={18} />
      </IconButton>
      <IconButton label={`${w.menu.palette} (Ctrl K)`} onClick={open("palette")}>
        <Icon of={Command} size={18} />
      </IconButton>
      <IconButton label={`${w.menu.help} (?)`} class="p-wide" onClick={open("help")}>
        <Icon of={Keyboard} size={18} />
      </IconButton>
      <IconButton label={w.menu.settings} onClick={open("settings")}>
        <Icon of={Settings} size={18} />
      </IconButton>
      <IconButton label={w.menu.signOut} onClick={() => leaveAndSignOut(panel)}>
        <Icon of={LogOut} size={18} />
      </IconButton>
    </header>
  );
};

/** Mentions that aren't seen, and follow-ups that are due. */
const Inbox = () => {
  const { desk, page } = usePanel();
  const w = t().teamwork;
  const due = useComputed(() => desk.teamwork.due(page.now.value + desk.state.value.skew).length).value;
  const count = desk.teamwork.unseenCount.value + due;
  return (
    <span class="p-inbox-button">
      <IconButton
        label={count > 0 ? w.inboxWith(count) : w.inbox}
        onClick={() => {
          page.dialog.value = "inbox";
        }}
      >
        <Icon of={BellRing} size={18} />
      </IconButton>
      {count > 0 ? (
        <span class="p-inbox-count" aria-hidden="true">
          {count > 99 ? "99+" : count}
        </span>
      ) : null}
    </span>
  );
};

const StatusChoice = () => {
  const panel = usePanel();
  const { desk } = panel;
  const w = t().status;
  const requested = desk.requestedStatus.value;
  return (
    <fieldset class="p-status">
      <legend class="sr-only">{w.label}</legend>
      {STATUSES.map((status) => (
        <button
          key={status}
          type="button"
          title={w.hints[status]}
          data-status={status}
          aria-pressed={status === requested}
          onClick={() => {
            if (status === "offline") leave(panel);
            else void desk.setStatus(status);
          }}
        >
          {w.names[status]}
        </button>
      ))}
    </fieldset>
  );
};

const Load = () => {
  const { desk } = usePanel();
  const w = t().status;
  const mine = desk.state.value.desk;
  if (!mine || mine.capacity === 0) return null;
  const load = desk.openCount.value;
  return (
    <span class="p-load" title={w.loadHint} data-full={load >= mine.capacity || undefined}>
      <meter min={0} max={mine.capacity} value={load} aria-label={w.loadHint} />
      <span>{w.load(load, mine.capacity)}</span>
    </span>
  );
};
