// Sounds, browser notifications and the page's title.
import type { AnnouncementKind } from "./settings";

/** Notes by kind: rising for something new, falling for something lost. */
const TONES_HZ: Readonly<Record<AnnouncementKind, readonly number[]>> = {
  waiting: [587, 587, 784],
  assigned: [660, 880],
  message: [740],
  lost: [520, 390],
};

let context: AudioContext | null = null;

/** Browsers allow sound only after an interaction with the page; before that it is silent. */
export const playSound = (kind: AnnouncementKind, volume: number): void => {
  if (volume <= 0 || typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
  const { currentTime, destination } = context;
  TONES_HZ[kind].forEach((frequency, index) => {
    if (!context) return;
    const starts = currentTime + index * 0.14;
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.frequency.value = frequency;
    loudness.gain.setValueAtTime(0, starts);
    loudness.gain.linearRampToValueAtTime(volume * 0.25, starts + 0.015);
    loudness.gain.exponentialRampToValueAtTime(0.0001, starts + 0.28);
    tone.connect(loudness).connect(destination);
    tone.start(starts);
    tone.stop(starts + 0.3);
  });
};

type Permission = "granted" | "denied" | "default" | "missing";

export const notificationPermission = (): Permission =>
  typeof Notification === "undefined" ? "missing" : Notification.permission;

export const requestPermission = async (): Promise<Permission> =>
  typeof Notification === "undefined" ? "missing" : Notification.requestPermission();

/** Shows a system notification; it replaces one with the same `tag`. */
export const showNotification = (title: string, body: string, tag: string, clicked: () => void): void => {
  if (notificationPermission() !== "granted") return;
  const shown = new Notification(title, { body, tag, icon: "./icon.svg" });
  shown.onclick = () => {
    window.focus();
    clicked();
    shown.close();
  };
};

const counted = (count: number, title: string): string =>
  count > 0 ? `(${count > 99 ? "99+" : count}) ${title}` : title;

/** The page's title; while customers wait it alternates with `waits`. */
export const documentTitle = (
  unread: number,
  title: string,
  waits: string | null = null,
  second = 0,
): string => (waits !== null && second % 2 === 0 ? waits : counted(unread, title));
