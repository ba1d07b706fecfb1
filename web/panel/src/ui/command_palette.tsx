// The command palette: conversations, commands and canned responses.
import { Dialog, Icon, listenForEnter } from "@baro/design";
import { Clock, Command, MessageSquare, Zap } from "lucide";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import {
  CLAIM_KEYS,
  type ClaimKey,
  claimCommands,
  claimKeysOf,
  isClaimCommandPossible,
  runClaimCommand,
} from "../claims";
import canned from "../data/canned.json";
import { keysOf, SHORTCUTS, type ShortcutName } from "../desk/shortcuts";
import { rankMatches } from "../desk/text_search";
import { language, queueLabel, t } from "../i18n";
import { commandLabel, isCommandPossible, runCommand } from "./commands";
import { Keys } from "./help_dialog";
import { isMac, type PanelContext, usePanel } from "./panel_context";

interface Item {
  readonly id: string;
  readonly kind: "conversation" | "waiting" | "command" | "canned";
  readonly label: string;
  readonly aside: string;
  readonly keys: readonly string[];
  readonly run: () => void;
}

const MOST = 12;

const itemsFor = (panel: PanelContext, query: string): readonly Item[] => {
  const { desk, page } = panel;
  const labels = new Map(desk.queues.peek().map((queue) => [queue.name, queue.label]));
  const names = (Object.keys(SHORTCUTS) as ShortcutName[]).filter(
    (name) => name !== "palette" && isCommandPossible(name, panel),
  );
  const mac = isMac();
  const commands: Item[] = [
    ...names.map((name) => ({
      id: name,
      kind: "command" as const,
      label: commandLabel(name, panel),
      aside: "",
      keys: keysOf(name, mac),
      run: () => runCommand(name, panel),
    })),
    ...(Object.keys(CLAIM_KEYS) as ClaimKey[])
      .filter((name) => isClaimCommandPossible(name, panel))
      .map((name) => ({
        id: `claims ${name}`,
        kind: "command" as const,
        label: t().claims.commands[name],
        aside: "",
        keys: claimKeysOf(name, mac),
        run: () => runClaimCommand(name, panel),
      })),
    ...claimCommands(panel).map((one) => ({ ...one, kind: "command" as const, aside: "" })),
  ];
  const conversations: Item[] = desk.conversationRows.peek().map((row) => ({
    id: row.id,
    kind: "conversation",
    label: row.name,
    aside: `${queueLabel(row.queue, labels.get(row.queue))} · ${row.preview}`,
    keys: [],
    run: () => {
      desk.select(row.id);
      page.pane.value = "thread";
    },
  }));
  const waiting: Item[] = desk.queueRows.peek().map((row) => ({
    id: row.id,
    kind: "waiting",
    label: row.name,
    aside: `${t().list.inLine} · ${queueLabel(row.queue, labels.get(row.queue))}`,
    keys: [],
    run: () => {
      if (desk.view.peek().tab === "mine") desk.setView({ tab: "waiting" });
      desk.select(row.id);
      page.pane.value = "thread";
    },
  }));
  const sentences: Item[] = isCommandPossible("reply", panel)
    ? canned.map((one) => ({
        id: one.id,
        kind: "canned",
        label: language.value === "en" ? one.title_en : one.title,
        aside: `/${one.short}`,
        keys: [],
        run: () => {
          page.composerRequest.value = { mode: "reply", insert: one.id };
        },
      }))
    : [];
  // Without a query: likely choices.
  const all =
    query.trim() === ""
      ? [...conversations.slice(0, 5), ...commands]
      : [...conversations, ...commands, ...sentences, ...waiting];
  return rankMatches(all, query, (item) => [
    item.label,
    item.kind === "canned" ? item.aside.slice(1) : item.label,
  ]).slice(0, MOST);
};

const ICONS = { conversation: MessageSquare, waiting: Clock, command: Command, canned: Zap };

export const CommandPalette = () => {
  const panel = usePanel();
  const { page } = panel;
  const w = t().palette;
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const items = itemsFor(panel, query);
  const chosen = Math.min(at, Math.max(0, items.length - 1));

  const pick = (item: Item | undefined) => {
    if (!item) return;
    page.closeDialog();
    item.run();
  };

  const field = useRef<HTMLInputElement>(null);
  const pickChosen = useRef(() => {});
  pickChosen.current = () => pick(items[chosen]);
  useLayoutEffect(
    () =>
      field.current
        ? listenForEnter(field.current, { sends: () => true, submit: () => pickChosen.current() })
        : undefined,
    [],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0) setAt((chosen + by + items.length) % Math.max(1, items.length));
    else return;
    event.preventDefault();
  };

  return (
    <Dialog title={w.title} closeLabel={t().close} onClose={page.closeDialog} class="p-dialog p-palette">
      <input
        ref={field}
        class="b-input"
        // The dialog opens with the focus in its field.
        autofocus
        value={query}
        placeholder={w.placeholder}
        aria-label={w.placeholder}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded="true"
        aria-controls="palette"
        aria-activedescendant={items.length > 0 ? `palette-${chosen}` : undefined}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {items.length === 0 ? <p class="p-muted">{w.none}</p> : null}
      <div id="palette" role="listbox" aria-label={w.list}>
        {items.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          <div
            key={`${item.kind} ${item.id}`}
            id={`palette-${index}`}
            class="p-palette-option"
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            ref={(element) => {
              if (index === chosen) element?.scrollIntoView({ block: "nearest" });
            }}
            onClick={() => pick(item)}
          >
            <Icon of={ICONS[item.kind]} size={16} />
            <span class="p-palette-label">{item.label}</span>
            <span class="p-palette-aside">{item.aside}</span>
            <Keys keys={item.keys} />
          </div>
        ))}
      </div>
    </Dialog>
  );
};
