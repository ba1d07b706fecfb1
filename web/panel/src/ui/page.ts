// What the page itself is in the middle of: open windows, the pane a narrow screen shows, what the composer is asked.
import { effect, signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ClaimDesk } from "../claims/state/claim_desk";
import type { Config } from "../config";
import type { Desk } from "../desk/desk";
import type { Mode } from "../desk/drafts";
import { loadSettings, type Settings, saveSettings } from "../desk/settings";

export type Window =
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
export interface Request {
  readonly mode: Mode;
  readonly insert?: string;
}

export class Page {
  readonly window = signal<Window | null>(null);
  /** On a narrow screen one of them fills it. */
  readonly pane = signal<"list" | "thread">("list");
  /** The customer's column, where it isn't always there. */
  readonly context = signal(false);
  readonly compose = signal<Request | null>(null);
  /** The message to be brought into sight and marked. */
  readonly target = signal<{ readonly seq: number } | null>(null);
  /** Which earlier conversation the window of them shows. */
  readonly earlier = signal<string | null>(null);
  readonly settings = signal<Settings>(loadSettings());
  readonly now = signal(Date.now());

  constructor() {
    effect(() => saveSettings(this.settings.value));
  }

  close = (): void => {
    this.window.value = null;
  };
}

export interface Here {
  readonly desk: Desk;
  readonly page: Page;
  readonly claims: ClaimDesk;
  readonly config: Config;
  /** Ends the session here; what was begun is forgotten. */
  readonly signOut: () => void;
  /** A fresh token where the demo sign-in gives one; undefined where only the company's login can. */
  readonly extend: (() => Promise<void>) | undefined;
  readonly expiresAt: { readonly value: number };
}

const Context = createContext<Here | null>(null);
export const Provide = Context.Provider;

export const useHere = (): Here => {
  const here = useContext(Context);
  if (here === null) throw new Error("used outside of Provide");
  return here;
};

export interface Parent {
  readonly children: ComponentChildren;
}

export const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.userAgent);

/** Puts the caret into a field of the page by its id. */
export const focusOn = (id: string): void => {
  // After the drawing that may bring the field in.
  requestAnimationFrame(() => document.getElementById(id)?.focus());
};
