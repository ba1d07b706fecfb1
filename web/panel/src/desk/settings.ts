// Notification and input settings of this agent, stored on this machine.
import { type KeyValueStore, localStore, readJson } from "@baro/design/storage";
import type { Push } from "@baro/wire";

export const ANNOUNCEMENT_KINDS = ["waiting", "assigned", "message", "lost"] as const;
export type AnnouncementKind = (typeof ANNOUNCEMENT_KINDS)[number];

export interface AnnouncementSetting {
  readonly sound: boolean;
  readonly notice: boolean;
}

export interface Settings {
  /** Customers wait whom this agent could take. */
  readonly waiting: AnnouncementSetting;
  readonly assigned: AnnouncementSetting;
  readonly message: AnnouncementSetting;
  readonly lost: AnnouncementSetting;
  /** 0 to 1 */
  readonly volume: number;
  /** Enter sends; otherwise Ctrl+Enter does. */
  readonly enterSends: boolean;
  /** A message can be undone before it leaves. */
  readonly holdsMessages: boolean;
}

export const DEFAULTS: Settings = {
  waiting: { sound: true, notice: false },
  assigned: { sound: true, notice: true },
  message: { sound: true, notice: true },
  lost: { sound: true, notice: false },
  volume: 0.5,
  enterSends: true,
  holdsMessages: true,
};

const KEY = "baro panel settings";

export const loadSettings = (shelf: KeyValueStore = localStore): Settings => readJson(shelf, KEY, DEFAULTS);

export const saveSettings = (settings: Settings, shelf: KeyValueStore = localStore): void =>
  shelf.set(KEY, JSON.stringify(settings));

/** The kind of announcement for a frame; null for none. `own`: whether this agent released the conversation. */
export const announcementKind = (
  frame: Push,
  own: (conversation: string) => boolean,
): AnnouncementKind | null => {
  switch (frame.event) {
    case "assigned":
      return "assigned";
    case "message":
      return frame.message.by.role === "customer" ? "message" : null;
    case "unassigned":
      return own(frame.conversation) ? null : "lost";
    default:
      return null;
  }
};
