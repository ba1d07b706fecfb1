// Unsent drafts, one per conversation, stored through a reload.
import type { KeyValueStore } from "@baro/design/storage";
import { readJson } from "@baro/design/storage";
import { signal } from "@preact/signals";

export type ComposerMode = "reply" | "note";

export interface Draft {
  readonly text: string;
  readonly mode: ComposerMode;
}

const NO_DRAFT: Draft = { text: "", mode: "reply" };

export class Drafts {
  /** Conversations with a draft: changes less often than the texts. */
  readonly conversationIds = signal<ReadonlySet<string>>(new Set());
  private readonly shelf: KeyValueStore;
  private readonly key: string;
  private readonly delay: (then: () => void) => void;
  private drafts: Record<string, Draft>;
  private savePlanned = false;

  /** `delay` calls back later: storing on every key would slow typing. */
  constructor(shelf: KeyValueStore, person: string, later: (then: () => void) => void) {
    this.shelf = shelf;
    this.key = `baro drafts ${person}`;
    this.delay = later;
    this.drafts = readJson<Record<string, Draft>>(shelf, this.key, {});
    this.updateConversationIds();
  }

  get(conversation: string): Draft {
    return this.drafts[conversation] ?? NO_DRAFT;
  }

  set(conversation: string, draft: Draft): void {
    if (draft.text === "") delete this.drafts[conversation];
    else this.drafts[conversation] = draft;
    this.updateConversationIds();
    if (this.savePlanned) return;
    this.savePlanned = true;
    this.delay(() => {
      this.savePlanned = false;
      this.save();
    });
  }

  /** Stores at once, before the page is left. */
  save(): void {
    this.shelf.set(this.key, Object.keys(this.drafts).length > 0 ? JSON.stringify(this.drafts) : null);
  }

  clear(): void {
    this.drafts = {};
    this.updateConversationIds();
    this.save();
  }

  private updateConversationIds(): void {
    const ids = Object.keys(this.drafts).filter((id) => this.drafts[id]?.text.trim());
    const held = this.conversationIds.peek();
    if (ids.length !== held.size || ids.some((id) => !held.has(id)))
      this.conversationIds.value = new Set(ids);
  }
}
