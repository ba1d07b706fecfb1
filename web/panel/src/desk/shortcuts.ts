// Shortcuts: Alt with a letter, by physical key, so that Korean layouts and Mac special characters work.

export const SHORTCUTS = {
  palette: { code: "KeyK", ctrl: true },
  help: { code: "Slash", ctrl: true },
  next: { code: "ArrowDown", alt: true },
  previous: { code: "ArrowUp", alt: true },
  unread: { code: "KeyU", alt: true },
  search: { code: "KeyS", alt: true },
  take: { code: "KeyM", alt: true },
  reply: { code: "KeyR", alt: true },
  note: { code: "KeyN", alt: true },
  transfer: { code: "KeyT", alt: true },
  decline: { code: "KeyB", alt: true },
  resolve: { code: "KeyQ", alt: true },
  undo: { code: "KeyZ", alt: true },
  context: { code: "KeyI", alt: true },
  earlier: { code: "KeyH", alt: true },
  status: { code: "KeyA", alt: true },
  mine: { code: "Digit1", alt: true },
  waiting: { code: "Digit2", alt: true },
  all: { code: "Digit3", alt: true },
  queue: { code: "KeyG", alt: true },
  views: { code: "KeyV", alt: true },
  find: { code: "KeyS", alt: true, shift: true },
  view1: { code: "Digit4", alt: true },
  view2: { code: "Digit5", alt: true },
  view3: { code: "Digit6", alt: true },
  view4: { code: "Digit7", alt: true },
  view5: { code: "Digit8", alt: true },
  view6: { code: "Digit9", alt: true },
  invite: { code: "KeyO", alt: true },
  accept: { code: "KeyY", alt: true },
  refuse: { code: "KeyY", alt: true, shift: true },
  tags: { code: "KeyT", alt: true, shift: true },
  followUp: { code: "KeyU", alt: true, shift: true },
  inbox: { code: "KeyI", alt: true, shift: true },
  calls: { code: "KeyC", alt: true, shift: true },
  leave: { code: "KeyX", alt: true },
  sendHeld: { code: "Enter", alt: true },
  attach: { code: "KeyF", alt: true },
  compose: { code: "KeyF", alt: true, shift: true },
  mute: { code: "KeyM", alt: true, shift: true },
  available: { code: "KeyA", alt: true, shift: true },
  paused: { code: "KeyP", alt: true, shift: true },
  offline: { code: "KeyO", alt: true, shift: true },
  settings: { code: "Comma", ctrl: true },
  dark: { code: "KeyD", alt: true, shift: true },
  light: { code: "KeyL", alt: true, shift: true },
  language: { code: "KeyK", alt: true, shift: true },
  signOut: { code: "KeyQ", alt: true, shift: true },
} as const satisfies Record<string, Combination>;

export type ShortcutName = keyof typeof SHORTCUTS;

interface Combination {
  readonly code: string;
  readonly ctrl?: true;
  readonly alt?: true;
  readonly shift?: true;
}

/** The shortcuts of the saved views, in their order. */
export const VIEW_KEYS = ["view1", "view2", "view3", "view4", "view5", "view6"] as const;

export interface Stroke {
  readonly code: string;
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The shortcut of a keystroke. `typing`: the focus is in a text field, where "?" is a character. */
export const shortcutOf = (stroke: Stroke, typing: boolean): ShortcutName | null => {
  if (stroke.key === "?" && !typing && !stroke.ctrlKey && !stroke.altKey && !stroke.metaKey) return "help";
  const ctrl = stroke.ctrlKey || stroke.metaKey;
  for (const [name, wanted] of Object.entries(SHORTCUTS) as [ShortcutName, Combination][]) {
    const same =
      wanted.code === stroke.code && Boolean(wanted.ctrl) === ctrl && Boolean(wanted.alt) === stroke.altKey;
    if (same && Boolean(wanted.shift) === stroke.shiftKey) return name;
  }
  return null;
};

const KEYS: Readonly<Record<string, string>> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  Slash: "/",
  Comma: ",",
  Enter: "Enter",
};

/** Labels of a shortcut's keys. */
export const keysOf = (name: ShortcutName, mac: boolean): readonly string[] => {
  const wanted: Combination = SHORTCUTS[name];
  const key = KEYS[wanted.code] ?? wanted.code.replace(/^(Key|Digit)/, "");
  return [
    ...(wanted.ctrl ? [mac ? "⌘" : "Ctrl"] : []),
    ...(wanted.alt ? [mac ? "⌥" : "Alt"] : []),
    ...(wanted.shift ? [mac ? "⇧" : "Shift"] : []),
    key,
  ];
};
