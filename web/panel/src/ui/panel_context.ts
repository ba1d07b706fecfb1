// State of the page: open dialog, visible pane, requests to the composer.

import type { PageConfig } from "@baro/design/page_config";
import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { CallsDue } from "../calls/calls";
import type { ClaimDesk } from "../claims/state/claim_desk";
import type { Desk } from "../desk/desk";
import type { ComposerMode } from "../desk/drafts";
import { loadSettings, type Settings, saveSettings } from "../desk/settings";
import type { JobListStore } from "../roadside/job_list";

type DialogName =
  | "transfer"
  | "invite"
  | "resolve"
  | "leave"
  | "signOut"
  | "help"
  | "palette"
  | "settings"
  | "views"
  | "find"
  | "compose"
  | "earlier"
  | "tags"
  | "followUp"
  | "inbox"
  | "calls"
  | "change"
  | "referral";

/** A request to the composer; a new object each time. */
interface ComposerRequest {
  readonly mode: ComposerMode;
  /** The id of a canned response. */
  readonly insert?: string;
  /** Becomes the whole text. */
  readonly text?: string;
}

export class PageState {
  readonly dialog = signal<DialogName | null>(null);
  /** The pane that a narrow screen shows. */
  readonly pane = signal<"list" | "thread">("list");
  /** Whether the customer panel is open, on screens where it is hidden by default. */
  readonly contextOpen = signal(false);
  readonly composerRequest = signal<ComposerRequest | null>(null);
  /** The message to scroll to and mark. */
  readonly targetMessage = signal<{ readonly seq: number } | null>(null);
  /** The conversation that the dialog of previous conversations shows. */
  readonly previousConversation = signal<string | null>(null);
  readonly settings = signal<Settings>(loadSettings());
  readonly now = signal(Date.now());
  /** The sound that repeats while customers wait is off until it is turned on again or the page is loaded. */
  readonly muted = signal(false);

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
  readonly calls: CallsDue;
  /** Roadside jobs; null for who isn't a dispatcher. */
  readonly jobs: JobListStore | null;
  readonly config: PageConfig;
  /** Ends the session and deletes its drafts. */
  readonly signOut: () => void;
  /** Gets a new token from the demo sign-in; undefined without one. */
  readonly extend: (() => Promise<void>) | undefined;
  readonly expiresAt: { readonly value: number };
  /** How many wait whom this agent could take. */
  readonly waitingForMe: ReadonlySignal<number>;
}

const Context = createContext<PanelContext | null>(null);
export const PanelProvider = Context.Provider;

export const usePanel = (): PanelContext => {
  const panel = useContext(Context);
  if (panel === null) throw new Error("usePanel outside of PanelProvider");
  return panel;
};

export const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.userAgent);

/** Focuses an element by id. */
export const focusElement = (id: string): void => {
  // After the rendering that may add the element.
  requestAnimationFrame(() => document.getElementById(id)?.focus());
};
