// State machine of the file viewer: shown files, zoom, rotation. Independent of the DOM.

/** Zoom factor of a wheel step or key. */
const ZOOM_STEP = 1.25;
/** 1: the whole picture is visible. */
export const MIN_ZOOM = 1;
export const MAX_ZOOM = 12;

export interface Viewing {
  /** Ids of files in their order; never empty. */
  readonly files: readonly string[];
  /** The files in the panes. */
  readonly panes: readonly [string] | readonly [string, string];
  readonly active: 0 | 1;
  readonly zoom: number;
  /** Offset of the picture's centre, in fractions of the pane; the same in both panes. */
  readonly x: number;
  readonly y: number;
  /** Quarter turns clockwise by file. */
  readonly turns: Readonly<Record<string, number>>;
  readonly info: boolean;
}

export type Press =
  | { readonly kind: "step"; readonly by: 1 | -1 }
  | { readonly kind: "end"; readonly last: boolean }
  | { readonly kind: "show"; readonly file: string }
  | { readonly kind: "turn"; readonly by: 1 | -1 }
  /** `at`: the fixed point, in fractions of the pane from its centre. */
  | {
      readonly kind: "zoom";
      readonly factor: number;
      readonly at?: { readonly x: number; readonly y: number };
    }
  | { readonly kind: "move"; readonly x: number; readonly y: number }
  | { readonly kind: "fit" }
  | { readonly kind: "info" }
  | { readonly kind: "compare"; readonly with?: string }
  | { readonly kind: "pane"; readonly active: 0 | 1 }
  /** The current files. */
  | { readonly kind: "files"; readonly files: readonly string[] };

export const opened = (files: readonly string[], first: string, info = true): Viewing => ({
  files,
  panes: [files.includes(first) ? first : (files[0] ?? first)],
  active: 0,
  zoom: 1,
  x: 0,
  y: 0,
  turns: {},
  info,
});

/** The file that keys act on. */
export const current = (viewing: Viewing): string => viewing.panes[viewing.active] ?? viewing.panes[0];

export const turnOf = (viewing: Viewing, file: string): number => viewing.turns[file] ?? 0;

const between = (least: number, value: number, most: number): number =>
  Math.min(most, Math.max(least, value));

/** Limits the offset so that the picture covers the pane's centre. */
const held = (viewing: Viewing): Viewing => {
  const reach = viewing.zoom / 2;
  return viewing.zoom === MIN_ZOOM
    ? { ...viewing, x: 0, y: 0 }
    : { ...viewing, x: between(-reach, viewing.x, reach), y: between(-reach, viewing.y, reach) };
};

const showing = (viewing: Viewing, file: string): Viewing => {
  const [first, second] = viewing.panes;
  const panes: Viewing["panes"] =
    second === undefined ? [file] : viewing.active === 0 ? [file, second] : [first, file];
  // While comparing, zoom and offset stay for the next picture.
  return second === undefined ? { ...viewing, panes, zoom: 1, x: 0, y: 0 } : { ...viewing, panes };
};

const stepped = (viewing: Viewing, by: number): Viewing => {
  const { files } = viewing;
  const at = files.indexOf(current(viewing));
  const next = files[(at + by + files.length) % files.length];
  return next === undefined ? viewing : showing(viewing, next);
};

const compared = (viewing: Viewing, other: string | undefined): Viewing => {
  if (viewing.panes.length === 2) {
    const [only] = [current(viewing)];
    return { ...viewing, panes: [only], active: 0, zoom: 1, x: 0, y: 0 };
  }
  const [first] = viewing.panes;
  const at = viewing.files.indexOf(first);
  const second = other ?? viewing.files[(at + 1) % viewing.files.length];
  if (second === undefined || second === first) return viewing;
  return { ...viewing, panes: [first, second], active: 1, zoom: 1, x: 0, y: 0 };
};

export const pressed = (viewing: Viewing, press: Press): Viewing => {
  switch (press.kind) {
    case "step":
      return stepped(viewing, press.by);
    case "end":
      return showing(viewing, viewing.files.at(press.last ? -1 : 0) ?? current(viewing));
    case "show":
      return viewing.files.includes(press.file) ? showing(viewing, press.file) : viewing;
    case "turn": {
      const file = current(viewing);
      const turns = { ...viewing.turns, [file]: (turnOf(viewing, file) + press.by + 4) % 4 };
      return { ...viewing, turns, zoom: 1, x: 0, y: 0 };
    }
    case "zoom": {
      const zoom = between(MIN_ZOOM, viewing.zoom * press.factor, MAX_ZOOM);
      const by = zoom / viewing.zoom;
      const { x, y } = press.at ?? { x: 0, y: 0 };
      return held({ ...viewing, zoom, x: x - (x - viewing.x) * by, y: y - (y - viewing.y) * by });
    }
    case "move":
      return held({ ...viewing, x: viewing.x + press.x, y: viewing.y + press.y });
    case "fit":
      return { ...viewing, zoom: 1, x: 0, y: 0 };
    case "info":
      return { ...viewing, info: !viewing.info };
    case "compare":
      return compared(viewing, press.with);
    case "pane":
      return viewing.panes.length === 2 ? { ...viewing, active: press.active } : viewing;
    case "files": {
      if (press.files.length === 0) return viewing;
      const kept = viewing.panes.filter((file) => press.files.includes(file));
      const [first, second] = kept;
      const panes: Viewing["panes"] =
        first === undefined ? [press.files[0] ?? ""] : second === undefined ? [first] : [first, second];
      return { ...viewing, files: press.files, panes, active: panes.length === 2 ? viewing.active : 0 };
    }
  }
};

const KEYS: Readonly<Record<string, Press>> = {
  ArrowRight: { kind: "step", by: 1 },
  ArrowLeft: { kind: "step", by: -1 },
  Home: { kind: "end", last: false },
  End: { kind: "end", last: true },
  "+": { kind: "zoom", factor: ZOOM_STEP },
  "=": { kind: "zoom", factor: ZOOM_STEP },
  "-": { kind: "zoom", factor: 1 / ZOOM_STEP },
  "0": { kind: "fit" },
  f: { kind: "fit" },
  r: { kind: "turn", by: 1 },
  R: { kind: "turn", by: -1 },
  i: { kind: "info" },
  c: { kind: "compare" },
  "1": { kind: "pane", active: 0 },
  "2": { kind: "pane", active: 1 },
};

/** Letters by physical key: in a Korean layout "r" is "ㄱ". */
const PLACES: Readonly<Record<string, string>> = { KeyF: "f", KeyR: "r", KeyI: "i", KeyC: "c" };

const NUDGE = 0.1;

/** The action of a key; null for none. Arrows move a picture that is larger than its pane. */
export const pressOf = (
  stroke: { readonly key: string; readonly code: string; readonly shiftKey: boolean },
  viewing: Viewing,
): Press | null => {
  if (viewing.zoom > 1 && stroke.shiftKey) {
    if (stroke.key === "ArrowLeft") return { kind: "move", x: NUDGE, y: 0 };
    if (stroke.key === "ArrowRight") return { kind: "move", x: -NUDGE, y: 0 };
    if (stroke.key === "ArrowUp") return { kind: "move", x: 0, y: NUDGE };
    if (stroke.key === "ArrowDown") return { kind: "move", x: 0, y: -NUDGE };
  }
  const letter = PLACES[stroke.code];
  const key = letter === undefined ? stroke.key : stroke.shiftKey ? letter.toUpperCase() : letter;
  return KEYS[key] ?? null;
};

/** The zoom factor of a wheel step or a pinch on a touchpad (`delta` in px). */
export const wheelFactor = (delta: number): number => Math.exp(-between(-200, delta, 200) / 300);

/** Size in px of a picture that fits its pane exactly after `turns` quarter turns. */
export const fitted = (
  picture: { readonly width: number; readonly height: number },
  pane: { readonly width: number; readonly height: number },
  turns: number,
): { readonly width: number; readonly height: number } => {
  const lying = turns % 2 === 1;
  const [width, height] = lying ? [picture.height, picture.width] : [picture.width, picture.height];
  if (width <= 0 || height <= 0) return { width: 0, height: 0 };
  const scale = Math.min(pane.width / width, pane.height / height);
  return { width: picture.width * scale, height: picture.height * scale };
};
