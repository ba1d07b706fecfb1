// Loads what is known about the customers of the agent's conversations.
import type { Client, CustomerView } from "@baro/wire";
import type { Signal } from "@preact/signals";
import { t } from "../i18n";
import { errorText, isNotOnDesk } from "./errors";

export class CustomerLoader {
  private readonly wire: Pick<Client, "request">;
  private readonly customers: Signal<ReadonlyMap<string, CustomerView>>;
  private readonly loading = new Set<string>();

  /** `customers`: by conversation; loaded customers are added to it. */
  constructor(wire: Pick<Client, "request">, customers: Signal<ReadonlyMap<string, CustomerView>>) {
    this.wire = wire;
    this.customers = customers;
  }

  set(conversation: string, customer: CustomerView): void {
    this.customers.value = new Map(this.customers.peek()).set(conversation, customer);
  }

  /** Changes the tags of a loaded customer. */
  setTags(conversation: string, tags: readonly string[]): void {
    const held = this.customers.peek().get(conversation);
    if (held) this.set(conversation, { ...held, tags: [...tags] });
  }

  /** One request per conversation at a time; errors of the wire leave the customer unknown. */
  async load(conversation: string): Promise<void> {
    if (this.loading.has(conversation)) return;
    this.loading.add(conversation);
    try {
      const { customer } = await this.wire.request("customer", { conversation });
      this.set(conversation, customer);
    } catch (error) {
      if (!isNotOnDesk(error)) errorText(error, t());
    } finally {
      this.loading.delete(conversation);
    }
  }
}
