// Sockets without a network, and a small server that implements the protocol.
import type { OpenSocket, SocketEvents } from "../src/ports";
import type {
  AccidentForm,
  AgentStateView,
  AnyBody,
  Command,
  ConversationUpdate,
  ConversationView,
  DeskRules,
  Message,
  ServerFrame,
  Speaker,
} from "../src/protocol";
import type { FakeClock, Network } from "./fakes";

interface Connection {
  person: string;
  device: string;
  events: SocketEvents;
  network: Network;
  alive: boolean;
}

interface Conversation {
  view: ConversationView;
  log: Message[];
  answered: Map<string, Message>;
  highest: Map<string, number>;
}

export class FakeServer {
  readonly conversations = new Map<string, Conversation>();
  readonly connections = new Set<Connection>();
  readonly received: Command[] = [];
  /** Set to answer an action otherwise; null leaves it to the centre, "silence" never answers. */
  override: (command: Command) => Partial<Extract<ServerFrame, { event: "error" }>> | "silence" | null = () =>
    null;
  /** What an agent's welcome brings. */
  desk: AgentStateView | null = null;
  deskRules: DeskRules | null = null;
  accidentForm: AccidentForm | null = null;
  ticketsLeft = Number.POSITIVE_INFINITY;
  resyncBeyond = Number.POSITIVE_INFINITY;
  private readonly clock: FakeClock;
  private tickets = new Map<string, string>();
  private ticketCount = 0;

  constructor(clock: FakeClock) {
    this.clock = clock;
  }

  conversation(id: string): Conversation {
    let conversation = this.conversations.get(id);
    if (!conversation) {
      const view: ConversationView = {
        id,
        state: "bot",
        fencing_token: 1,
        seq: 0,
        topic: "general",
        opened_at: this.clock.now(),
        customer: { id: "kim", name: "김민지" },
      };
      conversation = { view, log: [], answered: new Map(), highest: new Map() };
      this.conversations.set(id, conversation);
    }
    return conversation;
  }

  ticket(person: string): string {
    this.ticketCount += 1;
    const ticket = `t${this.ticketCount}`;
    this.tickets.set(ticket, person);
    return ticket;
  }

  sockets(network: Network): OpenSocket {
    return (url, events) => {
      const ticket = new URL(url).searchParams.get("ticket") ?? "";
      const person = this.tickets.get(ticket);
      this.tickets.delete(ticket);
      const connection: Connection = { person: person ?? "", device: "", events, network, alive: true };
      this.clock.after(5, () => {
        if (person === undefined || !network.up) this.cut(connection);
        else {
          this.connections.add(connection);
          events.opened();
        }
      });
      return {
        send: (text) => this.fromClient(connection, text),
        close: () => {
          connection.alive = false;
          this.connections.delete(connection);
        },
      };
    };
  }

  cut(connection: Connection): void {
    if (!connection.alive) return;
    connection.alive = false;
    this.connections.delete(connection);
    connection.events.closed(1006);
  }

  /** What the centre keeps of a body. */
  kept: (body: AnyBody) => AnyBody = (body) => body;

  cutAll(): void {
    for (const connection of [...this.connections]) this.cut(connection);
  }

  /** Somebody other than the clients under test speaks. */
  say(id: string, role: Speaker, text: string): Message {
    return this.append(id, { role, id: `the-${role}` }, { type: "text", text }, "", null);
  }

  push(frame: ServerFrame, except: Connection | null = null): void {
    for (const connection of this.connections) if (connection !== except) this.toClient(connection, frame);
  }

  private append(
    id: string,
    by: Message["by"],
    body: AnyBody,
    clientId: string,
    sender: Connection | null,
  ): Message {
    const conversation = this.conversation(id);
    const seq = conversation.log.length + 1;
    const message: Message = {
      seq,
      at: this.clock.now(),
      by,
      body,
      ...(clientId ? { client_id: clientId } : {}),
    };
    conversation.log.push(message);
    conversation.view = { ...conversation.view, seq };
    this.push({ event: "message", conversation: id, message }, sender);
    return message;
  }

  private toClient(connection: Connection, frame: ServerFrame): void {
    const outcome = connection.network.toClient(frame);
    if (outcome === "lost") return;
    const text = JSON.stringify(frame);
    this.clock.after(outcome.delay, () => {
      if (connection.alive && connection.network.up) connection.events.received(text);
    });
  }

  private fromClient(connection: Connection, text: string): void {
    const outcome = connection.network.toCentre();
    if (outcome === "lost" || !connection.network.up) return;
    const command = JSON.parse(text) as Command;
    this.clock.after(outcome.delay, () => {
      if (connection.person === "") return;
      this.received.push(command);
      const override = this.override(command);
      if (override === "silence") return;
      if (override !== null) {
        const error = {
          event: "error",
          ref: command.ref,
          code: "x",
          text: "",
          retryable: false,
          ...override,
        };
        this.toClient(connection, error as ServerFrame);
      } else this.answer(connection, command);
    });
  }

  private answer(connection: Connection, command: Command): void {
    const ack = (result: Extract<ServerFrame, { event: "ack" }>["result"]) =>
      this.toClient(connection, { event: "ack", ref: command.ref, result });
    switch (command.action) {
      case "hello": {
        const now = this.clock.now();
        const you = { id: connection.person, role: "customer", name: "김민지" };
        const conversations = [...this.conversations.values()].map((held) =>
          this.missed(held, command.cursors?.[held.view.id]),
        );
        const welcome = {
          protocol: "1.0.0",
          you,
          server_time: now,
          expires_at: now + 86_400_000,
          conversations,
        };
        const forStaff = { desk: this.desk, desk_rules: this.deskRules, accident_form: this.accidentForm };
        ack({ kind: "welcome", ...welcome, ...forStaff });
        break;
      }
      case "send": {
        const { answered, highest } = this.conversation(command.conversation);
        const [device = "", number = "0"] = command.client_id.split(":");
        let message = answered.get(command.client_id);
        if (!message && Number(number) > (highest.get(device) ?? 0)) {
          const by = { role: "customer", id: connection.person, name: "김민지" } as const;
          message = this.append(
            command.conversation,
            by,
            this.kept(command.body),
            command.client_id,
            connection,
          );
          answered.set(command.client_id, message);
          highest.set(device, Number(number));
        }
        if (!message) throw new Error(`${command.client_id} came after a higher number`);
        const { conversation, client_id } = command;
        const { seq, at, body } = message;
        const same = JSON.stringify(body) === JSON.stringify(command.body);
        ack({ kind: "message_sent", conversation, client_id, seq, at, ...(same ? {} : { body }) });
        break;
      }
      case "history": {
        const { log } = this.conversation(command.conversation);
        const limit = command.limit ?? 50;
        const { before, after } = command;
        const forward = after !== undefined && after !== null;
        const found = log.filter((m) =>
          forward ? m.seq > after : m.seq < (before ?? Number.POSITIVE_INFINITY),
        );
        const messages = forward ? found.slice(0, limit) : found.slice(-limit);
        const more = found.length > messages.length;
        ack({ kind: "message_list", conversation: command.conversation, messages, more });
        break;
      }
      case "conversations":
        ack({
          kind: "conversation_list",
          conversations: [...this.conversations.values()].map(({ view }) => view),
        });
        break;
      case "open": {
        const { view, log } = this.conversation("conv0001");
        ack({ kind: "conversation_opened", conversation: view, messages: log.slice(-50) });
        break;
      }
      case "ping":
        ack({ kind: "pong", server_time: this.clock.now() });
        break;
      default:
        ack({ kind: "done" });
    }
  }

  private missed({ view, log }: Conversation, cursor: number | undefined): ConversationUpdate {
    const behind = view.seq - (cursor ?? 0);
    if (cursor === undefined || behind > this.resyncBeyond)
      return { conversation: view, messages: log.slice(-20), resync: true };
    const messages = log.filter((message) => message.seq > cursor).slice(0, 20);
    return { conversation: view, messages, more: behind > messages.length };
  }
}
