// Enter in a field for messages, also while an input method composes. A syllable of Hangul is whole as it stands, so that
// one Enter ends and sends it; in a list of candidates (Japanese, Chinese, Hanja) Enter only chooses one.
//
// Browsers differ in what follows that Enter: a second keydown (Chrome on a Mac), a line break (Windows), or the end of
// the composition comes first (Safari, with key code 229). One press sends once in all of them.

export interface EnterOptions {
  /** Whether an Enter with these modifiers sends. */
  readonly sends: (event: KeyboardEvent) => boolean;
  readonly submit: () => void;
}

const HANGUL = /^\p{Script=Hangul}+$/u;
/** The key code of keys that an input method uses. */
const USED_BY_INPUT_METHOD = 229;

/** `key` is "Process" for an Enter that an input method uses on Windows. */
const isEnter = ({ key, code }: KeyboardEvent): boolean =>
  key === "Enter" || (key === "Process" && /^(Numpad)?Enter$/.test(code));

/** Calls `submit` once for each Enter that sends; returns what stops it. Keys that were handled before are left alone. */
export const listenForEnter = (field: HTMLElement, { sends, submit }: EnterOptions): (() => void) => {
  /** What is being composed; null for nothing. */
  let composed: string | null = null;
  /** What was composed last; null before the first composition. */
  let lastComposed: string | null = null;
  let sendsAtEnd = false;
  /** The press of Enter that is going on has sent. */
  let spent = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const onKeyDown = (event: KeyboardEvent) => {
    if (!isEnter(event)) {
      sendsAtEnd = spent = false;
      return;
    }
    if (event.defaultPrevented) return;
    if (spent) event.preventDefault();
    else if (!sends(event)) return;
    else if (event.isComposing || composed !== null) sendsAtEnd = HANGUL.test(composed ?? "");
    else if (event.keyCode !== USED_BY_INPUT_METHOD || HANGUL.test(lastComposed ?? "가")) {
      event.preventDefault();
      spent = true;
      submit();
    }
  };
  const onStart = () => {
    composed = "";
    sendsAtEnd = false;
  };
  const onUpdate = ({ data }: CompositionEvent) => {
    composed = data;
  };
  const onEnd = ({ data }: CompositionEvent) => {
    composed = null;
    lastComposed = data;
    if (!sendsAtEnd) return;
    sendsAtEnd = false;
    spent = true;
    // Firefox tells the field's new text after the end of the composition.
    timer = setTimeout(() => {
      timer = undefined;
      submit();
    });
  };
  const onBeforeInput = (event: InputEvent) => {
    if (spent && /^insert(LineBreak|Paragraph)$/.test(event.inputType)) event.preventDefault();
  };
  const release = () => {
    if (timer === undefined) spent = false;
  };
  const listeners = {
    keydown: onKeyDown,
    keyup: (event: KeyboardEvent) => isEnter(event) && release(),
    compositionstart: onStart,
    compositionupdate: onUpdate,
    compositionend: onEnd,
    beforeinput: onBeforeInput,
    input: release,
    blur: release,
  };
  for (const [type, listener] of Object.entries(listeners))
    field.addEventListener(type, listener as EventListener);
  return () => {
    clearTimeout(timer);
    for (const [type, listener] of Object.entries(listeners))
      field.removeEventListener(type, listener as EventListener);
  };
};
