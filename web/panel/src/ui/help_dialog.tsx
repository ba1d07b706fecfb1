// The dialog of shortcuts.
import { Dialog } from "@baro/design";
import { CLAIM_KEYS, type ClaimKey, claimKeysOf } from "../claims";
import { keysOf, type ShortcutName } from "../desk/shortcuts";
import { t } from "../i18n";
import { isMac, usePanel } from "./panel_context";

export const NAVIGATION_KEYS: readonly ShortcutName[] = [
  "next",
  "previous",
  "unread",
  "search",
  "mine",
  "waiting",
  "all",
  "queue",
  "views",
  "find",
  "inbox",
  "calls",
];
const FIRST_VIEW: ShortcutName = "view1";
export const ACTION_KEYS: readonly ShortcutName[] = [
  "take",
  "reply",
  "note",
  "attach",
  "compose",
  "sendHeld",
  "undo",
  "transfer",
  "decline",
  "invite",
  "accept",
  "refuse",
  "leave",
  "resolve",
  "tags",
  "followUp",
  "context",
  "earlier",
];
export const PAGE_KEYS: readonly ShortcutName[] = [
  "palette",
  "help",
  "status",
  "available",
  "paused",
  "offline",
  "mute",
  "settings",
  "dark",
  "light",
  "language",
  "signOut",
];

/** Separates alternative keys. */
const OR = "or";

export const Keys = ({ keys }: { keys: readonly string[] }) => (
  <span class="p-keys">
    {keys.map((key, index) =>
      key === OR ? (
        <span key={index} class="p-muted">
          {t().help.or}
        </span>
      ) : (
        <kbd key={index}>{key}</kbd>
      ),
    )}
  </span>
);

export const HelpDialog = () => {
  const { page } = usePanel();
  const w = t();
  const mac = isMac();
  const extra: readonly (readonly [string, readonly string[]])[] = [
    [w.help.extra.slash, ["/"]],
    [w.help.extra.send, page.settings.value.enterSends ? ["Enter"] : [mac ? "⌘" : "Ctrl", "Enter"]],
    [w.help.extra.newline, page.settings.value.enterSends ? ["Shift", "Enter"] : ["Enter"]],
    [w.help.extra.blank, ["Tab"]],
  ];
  const lines = (names: readonly ShortcutName[]) =>
    names.map((name): readonly [string, readonly string[]] => [
      w.commands[name],
      name === "help" ? [...keysOf(name, mac), OR, "?"] : keysOf(name, mac),
    ]);
  const group = (title: string, rows: readonly (readonly [string, readonly string[]])[]) => (
    <section>
      <h3>{title}</h3>
      <dl class="p-shortcuts">
        {rows.map(([label, keys]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
  return (
    <Dialog title={w.help.title} closeLabel={w.close} onClose={page.closeDialog} class="p-dialog-wide">
      <div class="p-help">
        {group(w.help.moving, [
          ...lines(NAVIGATION_KEYS),
          [w.commands.view1, [...keysOf(FIRST_VIEW, mac), "…", "9"]],
        ])}
        {group(w.help.acting, [...lines(ACTION_KEYS), ...extra])}
        {group(w.claims.commands.title, [
          ...(Object.keys(CLAIM_KEYS) as ClaimKey[]).map((name): readonly [string, readonly string[]] => [
            w.claims.commands[name],
            name === "work" ? [...claimKeysOf(name, mac), OR, "G", "W"] : claimKeysOf(name, mac),
          ]),
          [w.claims.commands.steps, ["0", "…", "9", OR, "⇧", "1", "…"]],
          [w.claims.commands.take, ["M"]],
          [w.claims.commands.viewer, ["←", "→", "+", "−", "R", "C"]],
        ])}
        {group(w.help.page, [...lines(PAGE_KEYS), [w.help.extra.escape, ["Esc"]]])}
      </div>
    </Dialog>
  );
};
