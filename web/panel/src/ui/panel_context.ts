// What the page itself is in the middle of: open windows, the pane a narrow screen shows, what the composer is asked.
import { effect, signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ClaimDesk } from "../claims/state/claim_desk";
import type { Config } from "../config";
import type { Desk } from "../desk/desk";
import type { ComposerMode } from "../desk/drafts";
import { loadSettings, type Settings, saveSettings } from "../desk/settings";

export type DialogName =
  | "transfer"
  | "resolve"
  | "leave"
  | "signOut"
  | "help"
  | "palette"
  | "settings"
  | "views"
  | "earlier";

/** What the composer is asked to do; a new object each time. */
export interface ComposerRequest {
  readonly mode: ComposerMode;
  readonly insert?: string;
}

export class PageState {
  readonly dialog = signal<DialogName | null>(null);
  /** On a narrow screen one of them fills it. */
  readonly pane = signal<"list" | "thread">("list");
  /** The customer's column, where it isn't always there. */
  readonly contextOpen = signal(false);
  readonly composerRequest = signal<ComposerRequest | null>(null);
  /** The message to be brought into sight and marked. */
  readonly targetMessage = signal<{ readonly seq: number } | null>(null);
  /** Which earlier conversation the window of them shows. */
  readonly previousConversation = signal<string | null>(null);
  readonly settings = signal<Settings>(loadSettings());
  readonly now = signal(Date.now());

  constructor() {
    effect(() => saveSettings(this.settings.value));
  }

  closeDialog = (): void => {
    this.dialog.value = null;
  };
}

export interface PanelContext {
  readonly desk: Desk;
  readonly page: PageState;
  readonly claims: ClaimDesk;
  readonly config: Config;
  /** Ends the session here; what was begun is forgotten. */
  readonly signOut: () => void;
  /** A fresh token where the demo sign-in gives one; undefined where only the company's login can. */
  readonly extend: (() => Promise<void>) | undefined;
  readonly expiresAt: { readonly value: number };
}

const Context = createContext<PanelContext | null>(null);
export const PanelProvider = Context.Provider;

export const usePanel = (): PanelContext => {
  const panel = useContext(Context);
  if (panel === null) throw new Error("usePanel outside of PanelProvider");
  return panel;
};

export interface Parent {
  readonly children: ComponentChildren;
}

export const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.userAgent);

/** Puts the caret into a field of the page by its id. */
export const focusElement = (id: string): void => {
  // After the drawing that may bring the field in.
  requestAnimationFrame(() => document.getElementById(id)?.focus());
};
