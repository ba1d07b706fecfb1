// Generated from ../asyncapi.json by `npm run types`; edit the frame types in the server instead.

/**
 * Who speaks is in every message.
 */
export type Speaker = "agent" | "bot" | "customer" | "system";
export type Command =
  | Hello
  | Ping
  | Open
  | Send
  | Typing
  | Delivered
  | Read
  | History
  | Conversations
  | Close
  | Reopen
  | Availability
  | Desk
  | Waiting
  | Take
  | Transfer
  | Resolve
  | Note
  | Customer;
export type ServerFrame =
  | AckFrame
  | ErrorFrame
  | MessageFrame
  | TypingFrame
  | ReceiptFrame
  | ConversationFrame
  | AssignedFrame
  | UnassignedFrame
  | QueuesFrame
  | NoteFrame;
export type AnyResult =
  Welcome | Opened | Sent | Page | Listed | Changed | OnDesk | Lines | Known | Noted | Pong | Done;
export type AnyBody = Text | Answer | Card | Form | Submission | Notice;

/**
 * First frame of a connection: joins the open conversations and brings what was missed since `cursors`
 * (conversation → last seq seen).
 */
export interface Hello {
  action: "hello";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  /**
   * Names one installation or tab; chosen at random by the client and kept with its outbox.
   */
  device: string;
  cursors?: {
    [k: string]: number;
  };
}
/**
 * Keeps the connection (10 minutes of silence end it) and, for agents, their presence.
 */
export interface Ping {
  action: "ping";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
}
/**
 * Opens a conversation, or gives the one already open on this topic. The bot greets in it.
 */
export interface Open {
  action: "open";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  /**
   * Names one installation or tab; chosen at random by the client and kept with its outbox.
   */
  device: string;
  topic?: string;
}
/**
 * Says something. Customers: text, answer, submission; agents: text, card, form.
 */
export interface Send {
  action: "send";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  conversation: string;
  /**
   * device:number. Numbers of one device in one conversation rise; a repeat is answered as the first.
   */
  client_id: string;
  body: Text | Answer | Submission | Card | Form;
}
/**
 * Words, with quick replies below them where the bot offers some.
 */
export interface Text {
  type: "text";
  text: string;
  buttons?: Button[];
}
/**
 * A ready answer. Pressing it sends an `Answer` with its id; `kind` tells the page how to draw it.
 */
export interface Button {
  id: string;
  label: string;
  kind?: "danger" | "plain" | "primary";
}
/**
 * A pressed button: `to` is the seq of the message that offered it, `label` what stood on it.
 */
export interface Answer {
  type: "answer";
  to: number;
  button: string;
  label: string;
}
/**
 * A filled form: `to` is the seq of the form; values by field name.
 */
export interface Submission {
  type: "submission";
  to: number;
  values: {
    [k: string]: string;
  };
}
/**
 * Facts at a glance: a contract, an accident, a truck.
 */
export interface Card {
  type: "card";
  title: string;
  rows?: Row[];
  text?: string;
  buttons?: Button[];
}
/**
 * A line of a card.
 */
export interface Row {
  label: string;
  value: string;
}
/**
 * Several questions at once, each also answerable in free words.
 */
export interface Form {
  type: "form";
  form: string;
  title: string;
  /**
   * @minItems 1
   * @maxItems 20
   */
  fields: Field[];
  submit: string;
}
/**
 * A form field. `datetime` values are ISO 8601 local time with offset, `plate` and `phone` without blanks.
 */
export interface Field {
  name: string;
  label: string;
  kind?: "choice" | "datetime" | "phone" | "place" | "plate" | "text";
  required?: boolean;
  options?: Option[];
  hint?: string;
  value?: string;
}
/**
 * A choice of a form field.
 */
export interface Option {
  value: string;
  label: string;
}
/**
 * The caller is typing; passed on, never stored.
 */
export interface Typing {
  action: "typing";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * Everything up to `seq` is on this person's device.
 */
export interface Delivered {
  action: "delivered";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  conversation: string;
  seq: number;
}
/**
 * Everything up to `seq` has been seen.
 */
export interface Read {
  action: "read";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  conversation: string;
  seq: number;
}
/**
 * A page of the log, oldest first: the last `limit` before seq `before`, or the first after seq `after`.
 */
export interface History {
  action: "history";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  conversation: string;
  before?: number | null;
  after?: number | null;
  limit?: number;
}
/**
 * Conversations of a customer, newest first: one's own, or, for agents, those of a customer they serve.
 */
export interface Conversations {
  action: "conversations";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  customer?: string | null;
}
/**
 * Ends a conversation; the customer's to do.
 */
export interface Close {
  action: "close";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * Takes a resolved or closed conversation up again, with the bot first.
 */
export interface Reopen {
  action: "reopen";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * An agent comes on duty, pauses (keeps his conversations, gets no new ones) or leaves.
 */
export interface Availability {
  action: "availability";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  status: "available" | "offline" | "paused";
}
/**
 * An agent's desk: his state and load, the queues' lengths, his colleagues.
 */
export interface Desk {
  action: "desk";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
}
/**
 * Who waits, in all queues or in one, in the order in which they will be served.
 */
export interface Waiting {
  action: "waiting";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  queue?: string | null;
}
/**
 * Picks a waiting conversation instead of waiting for the match.
 */
export interface Take {
  action: "take";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * Hands a conversation to a queue or to a colleague; exactly one of the two.
 */
export interface Transfer {
  action: "transfer";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  conversation: string;
  queue?: string | null;
  agent?: string | null;
  note?: string;
}
/**
 * The agent's work on it is done.
 */
export interface Resolve {
  action: "resolve";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  conversation: string;
  outcome: string;
  note?: string;
}
/**
 * A remark for colleagues; the customer never sees it.
 */
export interface Note {
  action: "note";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  conversation: string;
  text: string;
}
/**
 * What an agent must know of the customer of a conversation: person, vehicle, contract, summary, notes.
 */
export interface Customer {
  action: "customer";
  /**
   * Echoed in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * The action was done.
 */
export interface AckFrame {
  event: "ack";
  ref: string;
  result: Welcome | Opened | Sent | Page | Listed | Changed | OnDesk | Lines | Known | Noted | Pong | Done;
}
/**
 * The answer to `hello`. `server_time` in ms since 1970 UTC; `expires_at` when a new ticket will be needed.
 */
export interface Welcome {
  kind: "welcome";
  you: You;
  server_time: number;
  expires_at: number;
  conversations?: Missed[];
  desk?: DeskView | null;
}
/**
 * Who the centre takes the caller for.
 */
export interface You {
  id: string;
  role: string;
  name: string;
}
/**
 * A conversation and what happened in it since the caller's cursor.
 *
 * `resync`: the cursor was too far back (or unknown); `messages` are the newest, drop what was held before them.
 * `more`: the answer was full; ask `history` with `after` the last seq given here (with `before` the first after a
 * resync).
 */
export interface Missed {
  conversation: ConversationView;
  messages?: Message[];
  resync?: boolean;
  more?: boolean;
}
/**
 * A conversation's head.
 *
 * `state`: bot, waiting, assigned, resolved, closed. `turn`: whose answer is awaited, "customer" or "agent".
 * `epoch` rises with every change of state: of two pictures the higher is the newer. Times in ms since 1970 UTC.
 */
export interface ConversationView {
  id: string;
  state: string;
  epoch: number;
  seq: number;
  topic: string;
  opened_at: number;
  customer: Named;
  turn?: string;
  agent?: Named | null;
  queue?: string;
  waiting_since?: number;
  danger?: boolean;
  outcome?: string;
  customer_receipts?: Receipts;
  agent_receipts?: Receipts;
}
/**
 * A person as another may see him.
 */
export interface Named {
  id: string;
  name: string;
}
/**
 * Watermarks: everything up to that seq is delivered to, or read by, the participant.
 */
export interface Receipts {
  delivered: number;
  read: number;
}
/**
 * One entry of a conversation: `seq` is gap-free from 1, `at` ms since 1970 UTC.
 *
 * `client_id` is the sender's `device:number`; a sender recognises his own message by it.
 */
export interface Message {
  seq: number;
  at: number;
  by: By;
  body: Text | Answer | Card | Form | Submission | Notice;
  client_id?: string;
}
/**
 * The author. `name` is what the other side reads.
 */
export interface By {
  role: Speaker;
  id?: string;
  name?: string;
}
/**
 * The system speaking: a stable code, the words shown, and what they were made of.
 */
export interface Notice {
  type: "notice";
  code: string;
  text: string;
  data?: {
    [k: string]: string;
  };
}
/**
 * An agent's desk.
 */
export interface DeskView {
  status: string;
  load: number;
  capacity: number;
  queues: QueueView[];
  colleagues: ColleagueView[];
}
/**
 * A queue's length; `oldest` is the waiting time's start of its first customer, 0 when empty.
 */
export interface QueueView {
  name: string;
  label: string;
  waiting: number;
  oldest: number;
}
/**
 * Another agent, as a target of a transfer.
 */
export interface ColleagueView {
  id: string;
  name: string;
  status: string;
  load: number;
  capacity: number;
  queues: string[];
}
/**
 * The conversation, new or already open, with its newest messages.
 */
export interface Opened {
  kind: "opened";
  conversation: ConversationView;
  messages?: Message[];
}
/**
 * The number and time the message got; the same for every repeat of its client_id.
 */
export interface Sent {
  kind: "sent";
  conversation: string;
  client_id: string;
  seq: number;
  at: number;
}
/**
 * A page of history, oldest first. `more`: there is something beyond it in the direction asked.
 */
export interface Page {
  kind: "page";
  conversation: string;
  messages: Message[];
  more: boolean;
}
/**
 * Conversations, newest first.
 */
export interface Listed {
  kind: "listed";
  conversations: ConversationView[];
}
/**
 * The conversation as it is after the action.
 */
export interface Changed {
  kind: "changed";
  conversation: ConversationView;
}
/**
 * An agent's desk.
 */
export interface OnDesk {
  kind: "ondesk";
  desk: DeskView;
}
/**
 * Who waits; at most 1,000, the first of each queue.
 */
export interface Lines {
  kind: "lines";
  places: PlaceView[];
}
/**
 * A customer in line; `since` when the waiting began, ms since 1970 UTC.
 */
export interface PlaceView {
  conversation: string;
  queue: string;
  since: number;
  customer: Named;
  danger?: boolean;
}
/**
 * A customer as an agent sees him.
 */
export interface Known {
  kind: "known";
  customer: CustomerView;
}
/**
 * What an agent must not ask again: person, contracts, what the bot found out, colleagues' notes.
 */
export interface CustomerView {
  id: string;
  name: string;
  phone?: string;
  contracts?: ContractView[];
  summary?: [string, string][];
  notes?: NoteView[];
}
/**
 * The contract at a glance. Dates are ISO; `coverages` are label and limit as the insurer names them.
 */
export interface ContractView {
  number: string;
  product: string;
  starts_on: string;
  ends_on: string;
  vehicle: VehicleView;
  coverages: [string, string][];
  drivers: string;
}
/**
 * The insured car.
 */
export interface VehicleView {
  plate: string;
  model: string;
  year: number;
}
/**
 * A remark between colleagues.
 */
export interface NoteView {
  at: number;
  by: Named;
  text: string;
}
/**
 * The note as stored.
 */
export interface Noted {
  kind: "noted";
  note: NoteView;
}
/**
 * The answer to `ping`.
 */
export interface Pong {
  kind: "pong";
  server_time: number;
}
/**
 * Nothing to tell beyond that it is done.
 */
export interface Done {
  kind: "done";
}
/**
 * The action was refused and nothing of it was done. `text` is for the person, `code` for the client.
 *
 * `ref` is empty where the frame couldn't be read far enough to know it.
 */
export interface ErrorFrame {
  event: "error";
  ref: string;
  code: string;
  text: string;
  retryable: boolean;
  details?: {
    [k: string]: string | number;
  };
}
/**
 * Somebody said something.
 */
export interface MessageFrame {
  event: "message";
  conversation: string;
  message: Message;
}
/**
 * Somebody is typing; forget it after 6 seconds or with his next message.
 */
export interface TypingFrame {
  event: "typing";
  conversation: string;
  by: By;
}
/**
 * A participant's watermarks moved.
 */
export interface ReceiptFrame {
  event: "receipt";
  conversation: string;
  role: string;
  delivered: number;
  read: number;
}
/**
 * The conversation's state changed (queue, agent, resolved …).
 */
export interface ConversationFrame {
  event: "conversation";
  conversation: ConversationView;
}
/**
 * To an agent: this conversation is yours now, with all that was said (newest `messages`) and known.
 */
export interface AssignedFrame {
  event: "assigned";
  conversation: ConversationView;
  messages: Message[];
  customer: CustomerView;
}
/**
 * To an agent: this conversation is no longer yours. `reason`: transferred, resolved, connection_lost, closed.
 */
export interface UnassignedFrame {
  event: "unassigned";
  conversation: string;
  reason: string;
}
/**
 * To agents on duty: the queues' lengths changed.
 */
export interface QueuesFrame {
  event: "queues";
  queues: QueueView[];
}
/**
 * To the agent of a conversation: a colleague left a note.
 */
export interface NoteFrame {
  event: "note";
  conversation: string;
  note: NoteView;
}

/** What the `ack` of each action brings. */
export interface Answers {
  hello: Welcome;
  ping: Pong;
  open: Opened;
  send: Sent;
  typing: Done;
  delivered: Done;
  read: Done;
  history: Page;
  conversations: Listed;
  close: Changed;
  reopen: Changed;
  availability: OnDesk;
  desk: OnDesk;
  waiting: Lines;
  take: Done;
  transfer: Done;
  resolve: Changed;
  note: Noted;
  customer: Known;
}
