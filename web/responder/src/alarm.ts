// The alarm of an offer: sound and vibration, until it is answered. A cab is loud.

/** Two rising notes and a pause; Hz, and seconds from the start of the pattern. */
const NOTES: readonly (readonly [number, number])[] = [
  [784, 0],
  [1047, 0.18],
  [784, 0.5],
  [1047, 0.68],
];
const PATTERN_MS = 2_000;
const VIBRATION = [300, 150, 300, 150, 600];
const VOLUME = 0.6;

let context: AudioContext | null = null;

/** Browsers allow sound only after a touch: call this in the handler of one. */
export const unlockSound = (): void => {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
};

const ring = (): void => {
  navigator.vibrate?.(VIBRATION);
  if (context?.state !== "running") return;
  const { currentTime, destination } = context;
  for (const [frequency, after] of NOTES) {
    const starts = currentTime + after;
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.type = "square";
    tone.frequency.value = frequency;
    loudness.gain.setValueAtTime(VOLUME, starts);
    loudness.gain.exponentialRampToValueAtTime(0.001, starts + 0.16);
    tone.connect(loudness).connect(destination);
    tone.start(starts);
    tone.stop(starts + 0.17);
  }
};

/** Rings until the returned function is called. `silent`: vibration only. */
export const startAlarm = (silent: boolean): (() => void) => {
  const once = silent ? () => void navigator.vibrate?.(VIBRATION) : ring;
  once();
  const timer = setInterval(once, PATTERN_MS);
  return () => {
    clearInterval(timer);
    navigator.vibrate?.(0);
  };
};
