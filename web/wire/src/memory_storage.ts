// Storage in memory, where the browser has none (private windows), and for tests.
import { contiguousTail } from "./merge";
import type { Storage, StoredThread } from "./ports";
import type { ConversationView, Message } from "./protocol";
import type { Outgoing } from "./state";

export class MemoryStorage implements Storage {
  readonly durable: boolean;
  private readonly devices = new Set<string>();
  private readonly views = new Map<string, ConversationView>();
  private readonly messages = new Map<string, Map<number, Message>>();
  private readonly counters = new Map<string, number>();
  private readonly items = new Map<string, Outgoing>();

  constructor(durable = false) {
    this.durable = durable;
  }

  async registerDevice(device: string): Promise<{ known: boolean }> {
    const known = this.devices.has(device);
    this.devices.add(device);
    return { known };
  }

  async threads(): Promise<StoredThread[]> {
    return [...this.views.values()].map((view) => ({
      id: view.id,
      view,
      messages: contiguousTail([...(this.messages.get(view.id)?.values() ?? [])]),
    }));
  }

  async saveThread(
    view: ConversationView,
    added: readonly Message[],
    { replace }: { replace: boolean },
  ): Promise<void> {
    this.views.set(view.id, view);
    const held = replace ? new Map<number, Message>() : (this.messages.get(view.id) ?? new Map());
    for (const message of added) held.set(message.seq, message);
    this.messages.set(view.id, held);
  }

  async forgetThread(id: string): Promise<void> {
    this.views.delete(id);
    this.messages.delete(id);
  }

  async enqueue(item: Omit<Outgoing, "number">): Promise<Outgoing> {
    const key = `${item.device} ${item.conversation}`;
    const number = (this.counters.get(key) ?? 0) + 1;
    this.counters.set(key, number);
    const numbered: Outgoing = { ...item, number };
    this.items.set(keyOf(numbered), numbered);
    return numbered;
  }

  async update(item: Outgoing): Promise<void> {
    this.items.set(keyOf(item), item);
  }

  async remove(item: Outgoing): Promise<void> {
    this.items.delete(keyOf(item));
  }

  async outbox(device: string): Promise<Outgoing[]> {
    return [...this.items.values()].filter((item) => item.device === device);
  }

  async devicesWithOutbox(): Promise<string[]> {
    return [...new Set([...this.items.values()].map((item) => item.device))];
  }

  async clear(): Promise<void> {
    for (const part of [this.devices, this.views, this.messages, this.counters, this.items]) part.clear();
  }
}

const keyOf = (item: Outgoing): string => `${item.device} ${item.conversation} ${item.number}`;
