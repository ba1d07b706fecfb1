// Generated from ../asyncapi.json by `npm run types`; edit the frame types in the server instead.

/**
 * The role of a message's author.
 */
export type Speaker = "agent" | "bot" | "customer" | "system";
export type AnyResult =
  | Welcome
  | Pong
  | ConversationOpened
  | MessageList
  | ConversationList
  | ConversationChanged
  | IdentityCheckStarted
  | IdentityChecked
  | WaitingCardShown
  | CallWindows
  | CallBooked
  | ReferralList
  | CallList
  | CallShown
  | ChangeForm
  | ChangeShown
  | ChangeList
  | MessageSent
  | Done
  | DeskShown
  | QueueEntryList
  | CustomerShown
  | TimelineShown
  | ContractCards
  | ViewerList
  | NoteAdded
  | TagList
  | StaffList
  | MentionList
  | FollowUpList
  | FollowUpShown
  | SearchResults
  | ClaimList
  | ClaimShown
  | WorkList
  | ApprovalList
  | DocumentForm
  | SignatureRequested
  | UploadTarget
  | UploadShown
  | FileLink
  | FileList
  | DraftList
  | DraftShown
  | Board
  | Team
  | ServedConversations
  | Whispered
  | Report
  | ReportExported
  | CertificateOpened
  | DutyShown
  | PositionsTaken
  | MyJobs
  | JobCardShown
  | JobList
  | JobShown
  | ReminderChoices;
export type Command =
  | HelloCommand
  | PingCommand
  | OpenCommand
  | HistoryCommand
  | ConversationsCommand
  | CloseCommand
  | ReopenCommand
  | RateCommand
  | LeaveCommand
  | StartIdentityCheckCommand
  | ConfirmIdentityCheckCommand
  | WaitingCardCommand
  | KeepWaitingCommand
  | CallWindowsCommand
  | BookCallCommand
  | ReferCommand
  | ReferralsCommand
  | LeaveMessageCommand
  | CallsCommand
  | TakeCallCommand
  | FinishCallCommand
  | ChangeFormCommand
  | PrepareChangeCommand
  | WithdrawChangeCommand
  | ChangeCommand
  | ChangesCommand
  | SignChangeCommand
  | ApplyCouponCommand
  | SendCommand
  | TypingCommand
  | DeliveredCommand
  | ReadCommand
  | AvailabilityCommand
  | DeskCommand
  | WaitingCommand
  | TakeCommand
  | TransferCommand
  | DeclineCommand
  | ResolveCommand
  | CustomerCommand
  | TimelineCommand
  | ContractCardsCommand
  | ViewingCommand
  | InviteCommand
  | AnswerInvitationCommand
  | EndPartCommand
  | NoteCommand
  | TagCommand
  | StaffCommand
  | MentionsCommand
  | SeeMentionsCommand
  | FollowUpsCommand
  | FollowUpCommand
  | FinishFollowUpCommand
  | SearchCommand
  | ClaimsCommand
  | ClaimCommand
  | WorkListCommand
  | AssistCommand
  | ApplyTransitionCommand
  | AmendClaimCommand
  | AddCoverageCommand
  | AddClaimNoteCommand
  | AccountCommand
  | ReviewCommand
  | FileAsCommand
  | ApprovalsCommand
  | PrepareDocumentCommand
  | RequestSignatureCommand
  | UploadCommand
  | UploadPartsCommand
  | UploadedCommand
  | DiscardCommand
  | GetFileCommand
  | FilesCommand
  | DraftsCommand
  | CorrectCommand
  | RegisterCommand
  | BoardCommand
  | TeamCommand
  | ServedCommand
  | MonitorCommand
  | BargeCommand
  | WhisperCommand
  | TakeOverCommand
  | ReassignCommand
  | SetMembershipCommand
  | ReportCommand
  | ExportReportCommand
  | OpenCertificateCommand
  | DutyCommand
  | PositionCommand
  | MyJobsCommand
  | AcceptJobCommand
  | DeclineJobCommand
  | JobStepCommand
  | JobCardCommand
  | SharePlaceCommand
  | WithdrawPlaceCommand
  | AgreeJobCommand
  | CancelJobCommand
  | ConfirmArrivalCommand
  | RateJobCommand
  | JobsCommand
  | JobCommand
  | AssignJobCommand
  | RemindersCommand
  | TurnReminderCommand
  | PushOnCommand
  | PushOffCommand;
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
  | NoteFrame
  | WhisperFrame
  | TagsFrame
  | MentionFrame
  | FollowUpFrame
  | ViewersFrame
  | ClaimFrame
  | UploadFrame
  | WaitingCardFrame
  | JobCardFrame
  | JobOfferFrame
  | JobUpdateFrame
  | JobGoneFrame
  | JobsChangedFrame;
export type AnyBody =
  | Text
  | Answer
  | Card
  | Form
  | FormSubmission
  | Notice
  | Location
  | File
  | SignatureRequest
  | Signature
  | Progress
  | Checklist
  | JobCard;

/**
 * First frame of a connection: joins the open conversations and gets the messages missed since `cursors`
 * (conversation → last seq received).
 */
export interface HelloCommand {
  action: "hello";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  /**
   * Identifies one installation or browser tab; a random value kept with the outbox.
   */
  device: string;
  cursors?: {
    [k: string]: number;
  };
}
/**
 * Keeps the connection alive (API Gateway closes it after 10 idle minutes) and, for agents, their presence.
 */
export interface PingCommand {
  action: "ping";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
}
/**
 * Opens a conversation, or returns the one already open on this topic. The bot greets in it.
 */
export interface OpenCommand {
  action: "open";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  /**
   * Identifies one installation or browser tab; a random value kept with the outbox.
   */
  device: string;
  topic?: string;
}
/**
 * Gets a page of messages, oldest first: the last `limit` before seq `before`; with `after`, the first `limit`
 * after that seq (and before `before`, if both are given).
 */
export interface HistoryCommand {
  action: "history";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  before?: number | null;
  after?: number | null;
  limit?: number;
}
/**
 * Lists conversations of a customer, newest first: the caller's own or, for agents, of a customer they serve.
 */
export interface ConversationsCommand {
  action: "conversations";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  customer?: string | null;
}
/**
 * Closes a conversation; for customers. Refused with `unfinished_accident` while there is a draft, unless `draft`
 * decides what happens to it.
 */
export interface CloseCommand {
  action: "close";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  /**
   * What happens to drafts; if empty, the command is refused while there are any.
   */
  draft?: "" | "discard" | "keep";
}
/**
 * Reopens a resolved or closed conversation, with the bot.
 */
export interface ReopenCommand {
  action: "reopen";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * Rates a conversation that ended: `stars`, and whether it `solved` the customer's problem. A part that is left out
 * stays as it was; `words` are posted to the thread.
 */
export interface RateCommand {
  action: "rate";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  stars?: number;
  solved?: "" | "no" | "yes";
  words?: string;
}
/**
 * Leaves the queue: the customer no longer waits and the bot continues. The result is the conversation afterwards:
 * an agent may have taken it in the meantime.
 */
export interface LeaveCommand {
  action: "leave";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * Starts a second identity check of the caller, by PASS.
 */
export interface StartIdentityCheckCommand {
  action: "start_identity_check";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
}
/**
 * Confirms a check with its code.
 */
export interface ConfirmIdentityCheckCommand {
  action: "confirm_identity_check";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  check: string;
  code: string;
}
/**
 * Gets the waiting card of the caller's conversation; `waiting_card` events bring what changes of it.
 */
export interface WaitingCardCommand {
  action: "waiting_card";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * The customer keeps waiting although it takes longer than it should: their devices stop asking. `with_bot`: they
 * go on with the bot meanwhile, which asks back instead of leaving messages to the agent.
 */
export interface KeepWaitingCommand {
  action: "keep_waiting";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  with_bot?: boolean;
}
/**
 * Gets when the customer of a conversation can be called, by its queue or by a department of `calls.toml`.
 */
export interface CallWindowsCommand {
  action: "call_windows";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  department?: string;
}
/**
 * Books a call in the window that begins at `starts_at`, to `phone` or the known number. A customer who waits
 * leaves the queue; an agent refers the customer. `key` makes a repeat the same booking; another one takes its
 * place.
 */
export interface BookCallCommand {
  action: "book_call";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  key: string;
  starts_at: number;
  phone?: string;
  about?: string;
}
/**
 * Refers the customer to a department, with their `consent`: by telephone in the window that begins at `starts_at`,
 * or by e-mail. `key` makes a repeat the same referral; another one to the same department takes its place.
 */
export interface ReferCommand {
  action: "refer";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  key: string;
  department: string;
  channel: "call" | "mail";
  consent: boolean;
  starts_at?: number;
  phone?: string;
  email?: string;
  about?: string;
}
/**
 * Gets the caller's own calls and referrals, the latest first.
 */
export interface ReferralsCommand {
  action: "referrals";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
}
/**
 * The customer writes what it is about instead of waiting; staff answer by the time in the result.
 */
export interface LeaveMessageCommand {
  action: "leave_message";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  key: string;
}
/**
 * Gets the open calls of the caller's queues and departments, by time.
 */
export interface CallsCommand {
  action: "calls";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
}
/**
 * Notes that the caller makes a call now: nobody else does, and it isn't late.
 */
export interface TakeCallCommand {
  action: "take_call";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  call: string;
}
/**
 * Writes down the outcome of a call. After one that means another attempt it is due again.
 */
export interface FinishCallCommand {
  action: "finish_call";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  call: string;
  outcome: string;
  note?: string;
}
/**
 * Gets the fields of a kind of change of a contract, with what it has now; with `values` that change and
 * `starts_on` also what the tariff asks for it.
 */
export interface ChangeFormCommand {
  action: "change_form";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  contract: string;
  change_kind: "amounts" | "cover" | "drivers" | "extension" | "vehicle";
  values?: {
    [k: string]: string;
  };
  starts_on?: string | null;
}
/**
 * Offers the customer a change of a contract. `values` are those that change, by field name; `difference_won` is
 * what a year costs more, below zero less, null for what the tariff says; another difference needs a `reason`.
 * `starts_on` ISO. `key` makes a repeat the same offer.
 */
export interface PrepareChangeCommand {
  action: "prepare_change";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  key: string;
  contract: string;
  change_kind: "amounts" | "cover" | "drivers" | "extension" | "vehicle";
  values: {
    [k: string]: string;
  };
  starts_on: string;
  difference_won?: number | null;
  reason?: string;
}
/**
 * Withdraws an offer that the customer hasn't signed.
 */
export interface WithdrawChangeCommand {
  action: "withdraw_change";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  change: string;
}
/**
 * Gets a change.
 */
export interface ChangeCommand {
  action: "change";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  change: string;
}
/**
 * Gets the caller's own changes, newest first.
 */
export interface ChangesCommand {
  action: "changes";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
}
/**
 * The customer agrees: `digest` is that of the displayed text, `upload` the drawn signature. The core system gets
 * the order once.
 */
export interface SignChangeCommand {
  action: "sign_change";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  change: string;
  /**
   * SHA-256, hexadecimal.
   */
  digest: string;
  upload: string;
  /**
   * Of `confirm_identity_check`.
   */
  proof?: string;
}
/**
 * Applies a coupon to the contract at `place` among the customer's, once.
 */
export interface ApplyCouponCommand {
  action: "apply_coupon";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  coupon: string;
  place?: number | null;
  /**
   * Of `confirm_identity_check`.
   */
  proof?: string;
}
/**
 * Sends a message. Customers: text, answer, form_submission, location, file, signature; agents: text, card, form,
 * file, signature_request.
 */
export interface SendCommand {
  action: "send";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  /**
   * device:number. Numbers rise per device and conversation; a repeat gets the answer of the first.
   */
  client_id: string;
  body: Text | Answer | FormSubmission | Card | Form | Location | File | SignatureRequest | Signature;
}
/**
 * A text, with optional quick replies. `expected_input` is the kind of the expected answer, for which a page can
 * show a picker; free text is accepted as well. `requested_slot` is the slot that is asked for.
 */
export interface Text {
  type: "text";
  text: string;
  buttons?: Button[];
  expected_input?: ("choice" | "datetime" | "phone" | "place" | "plate" | "text") | "";
  requested_slot?: string;
}
/**
 * A button below a message. `kind` is its style.
 *
 * `action` is the effect of a press. `answer` sends an `Answer` with the button's id. `call` dials `number` and sends
 * nothing. `locate` sends the device's position as a `Location`. `open` sends nothing and opens the page's own form or
 * view for the claim of a notice: `account`, `dispute`, `letter` or `documents`, as `id` says; for
 * `certificate:<kind>:<contract>` a certificate by the action `open_certificate`, for `change:<id>` a change to sign,
 * for `coupon:<place>:<code>` the use of a coupon, for `referral:<department>` a referral, for `photos` a guide of the
 * photos that an accident needs. All but `answer` stay usable after later messages.
 */
export interface Button {
  id: string;
  label: string;
  kind?: "danger" | "plain" | "primary";
  action?: "answer" | "call" | "locate" | "open";
  number?: string;
}
/**
 * A pressed button. `to` is the seq of the message with the button, `label` the button's label. The centre reads
 * the label from that message and ignores one that a client sends.
 */
export interface Answer {
  type: "answer";
  to: number;
  button: string;
  label?: string;
}
/**
 * A submitted form. `to` is the seq of the message with the form; `values` are by field name, of its fields
 * only.
 */
export interface FormSubmission {
  type: "form_submission";
  to: number;
  values: {
    [k: string]: string;
  };
}
/**
 * A summary of facts, such as a contract, an accident or a tow truck.
 */
export interface Card {
  type: "card";
  title: string;
  rows?: CardRow[];
  text?: string;
  buttons?: Button[];
}
/**
 * A row of a card.
 */
export interface CardRow {
  label: string;
  value: string;
}
/**
 * A form with several fields. Free text is accepted as an answer as well. A card of questions has the words before
 * them in `text`, `requested_slots` that are asked for, each with its question as `hint`, and quick replies.
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
  text?: string;
  buttons?: Button[];
  requested_slots?: string[];
}
/**
 * A form field. `datetime` values are ISO 8601 local time with offset, `plate` and `phone` have no spaces.
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
 * An option of a form field.
 */
export interface Option {
  value: string;
  label: string;
}
/**
 * The position of the customer's device: degrees north and east (WGS 84), and the accuracy as a radius in
 * metres.
 */
export interface Location {
  type: "location";
  latitude: number;
  longitude: number;
  accuracy: number;
}
/**
 * A file that was uploaded to this conversation; `size` is in bytes. Changes of its status come as `upload` events;
 * the message isn't changed.
 */
export interface File {
  type: "file";
  upload: string;
  name: string;
  kind: "pdf" | "photo" | "signature" | "video";
  size: number;
}
/**
 * A text to be signed. `digest` is the SHA-256 of `text` in UTF-8. `claim` and `item` are the claim and the
 * document that the signature is filed as.
 */
export interface SignatureRequest {
  type: "signature_request";
  title: string;
  text: string;
  /**
   * SHA-256, hexadecimal.
   */
  digest: string;
  claim?: string;
  item?: string;
}
/**
 * A signature. `to` is the seq of the `SignatureRequest`, `digest` that of the displayed text, `upload` the
 * drawing.
 */
export interface Signature {
  type: "signature";
  to: number;
  /**
   * SHA-256, hexadecimal.
   */
  digest: string;
  upload: string;
}
/**
 * The caller is typing; forwarded, never stored. `text` is what a customer who allows that has written so far:
 * their agent sees it if the configuration has `typing_preview`.
 */
export interface TypingCommand {
  action: "typing";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  text?: string;
}
/**
 * All messages up to `seq` have reached this person's device.
 */
export interface DeliveredCommand {
  action: "delivered";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  seq: number;
}
/**
 * This person has read all messages up to `seq`.
 */
export interface ReadCommand {
  action: "read";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  seq: number;
}
/**
 * Sets an agent's status. While paused they keep their conversations and get no new ones.
 */
export interface AvailabilityCommand {
  action: "availability";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  status: "available" | "offline" | "paused";
}
/**
 * Gets the agent's status and load, the lengths of the queues, and colleagues.
 */
export interface DeskCommand {
  action: "desk";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
}
/**
 * Lists waiting customers of all queues or of one, in the order in which they will be served.
 */
export interface WaitingCommand {
  action: "waiting";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  queue?: string | null;
}
/**
 * Assigns a waiting conversation to the caller without waiting for the match.
 */
export interface TakeCommand {
  action: "take";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * Transfers a conversation to a queue or to a colleague; exactly one of the two.
 */
export interface TransferCommand {
  action: "transfer";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  queue?: string | null;
  agent?: string | null;
  note?: string;
}
/**
 * Returns a conversation to its old place in the queue; the caller is passed over for a while.
 */
export interface DeclineCommand {
  action: "decline";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * Resolves a conversation with an outcome, "" where its queue needs none. Refused with `unfinished_accident` while
 * there is a draft, unless `draft` decides what happens to it.
 */
export interface ResolveCommand {
  action: "resolve";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  outcome?: string;
  note?: string;
  /**
   * What happens to drafts; if empty, the command is refused while there are any.
   */
  draft?: "" | "discard" | "keep";
}
/**
 * Gets the customer of a conversation: person, contracts and vehicles, summary, notes, drafts.
 */
export interface CustomerCommand {
  action: "customer";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * Gets what happened with the customer of a conversation: contracts, claims, conversations, notes.
 */
export interface TimelineCommand {
  action: "timeline";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * Gets the cards about a contract that the bot would show the customer, driving data included; `place` is that of
 * the contract among the customer's.
 */
export interface ContractCardsCommand {
  action: "contract_cards";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  topic:
    | "advice"
    | "coverage"
    | "driving"
    | "ending"
    | "payments"
    | "policy_summary"
    | "renewal"
    | "savings"
    | "surcharge";
  place?: number | null;
}
/**
 * The caller is viewing a conversation that waits or that they may read. Sent every 30 s while it is open, and with
 * `away` when it no longer is. The other viewers get the event `viewers`.
 */
export interface ViewingCommand {
  action: "viewing";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  away?: boolean;
}
/**
 * Asks a colleague on duty to join the conversation (`join`) or to take it over (`take_over`). They get the event
 * `assigned`, and a minute to answer; the caller keeps the conversation until they accept.
 */
export interface InviteCommand {
  action: "invite";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  agent: string;
  to: "join" | "take_over";
}
/**
 * Accepts or declines an invitation.
 */
export interface AnswerInvitationCommand {
  action: "answer_invitation";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  accept: boolean;
}
/**
 * Leaves a conversation that the caller is in beside its agent, or, for its agent, withdraws the invitation of
 * `agent`.
 */
export interface EndPartCommand {
  action: "end_part";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  agent?: string | null;
}
/**
 * Adds a note for colleagues; the customer never sees it. Those in `mentions` get a notice of it, also those who
 * aren't signed in: at their next `mentions`.
 */
export interface NoteCommand {
  action: "note";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  text: string;
  /**
   * @maxItems 10
   */
  mentions?: string[];
}
/**
 * Tags a conversation: with these tags instead of those before.
 */
export interface TagCommand {
  action: "tag";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  /**
   * @maxItems 8
   */
  tags?: string[];
}
/**
 * Lists all who have a desk and can be mentioned, on duty or not.
 */
export interface StaffCommand {
  action: "staff";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
}
/**
 * Lists the caller's mentions. Sent after each `hello`: who has sent it can be mentioned.
 */
export interface MentionsCommand {
  action: "mentions";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
}
/**
 * The caller has seen all mentions up to then (ms since 1970 UTC).
 */
export interface SeeMentionsCommand {
  action: "see_mentions";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  until: number;
}
/**
 * Lists the caller's follow-ups: the open ones, and those that were done in the last days.
 */
export interface FollowUpsCommand {
  action: "follow_ups";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
}
/**
 * Adds a follow-up about a conversation to the caller's: what to do, and when it is due (ms since 1970 UTC). `key`
 * is random; a repeat adds nothing.
 */
export interface FollowUpCommand {
  action: "follow_up";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  key: string;
  text: string;
  due_at: number;
}
/**
 * Marks a follow-up of the caller's as done, or as open again.
 */
export interface FinishFollowUpCommand {
  action: "finish_follow_up";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  key: string;
  done?: boolean;
}
/**
 * Finds conversations in which every word of `query` was said, in whatever spacing: those that the caller served,
 * of customers whom they serve now, or of queues that they supervise. `start` is the `next` of the page before.
 */
export interface SearchCommand {
  action: "search";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  query: string;
  start?: string;
}
/**
 * Lists claims of a customer, newest first: the caller's own or, for staff, those of a customer they serve.
 */
export interface ClaimsCommand {
  action: "claims";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  customer?: string | null;
}
/**
 * Gets a claim with its files; for its customer, their agent, and the departments concerned.
 */
export interface ClaimCommand {
  action: "claim";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  /**
   * The claim's number.
   */
  claim: string;
}
/**
 * Lists open exposures of a department, or of all departments of the caller, the most urgent first.
 */
export interface WorkListCommand {
  action: "work_list";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  department?: string | null;
}
/**
 * Assigns assistance that has no exposure (roadside) to the caller, also from a colleague; with `done`, ends it and
 * removes it from the work list.
 */
export interface AssistCommand {
  action: "assist";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  /**
   * The claim's number.
   */
  claim: string;
  department: string;
  done?: boolean;
}
/**
 * Applies a transition to an exposure: one of its `transitions`, with the `required_fields` of that transition.
 *
 * `note` is internal; the customer sees `grounds`. Customers may `withdraw`, `dispute` and `appeal`. `deny` only
 * proposes a denial; `confirm_denial` by another person carries the `id` of the `proposal` that they read.
 */
export interface ApplyTransitionCommand {
  action: "apply_transition";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  /**
   * The claim's number.
   */
  claim: string;
  coverage: string;
  transition: string;
  /**
   * The version that the caller has; refused if more than notes was added since.
   */
  version: number;
  note?: string;
  grounds?: string;
  amount?: number | null;
  liability_percent?: number | null;
  adjuster?: string | null;
  /**
   * ISO date, or empty.
   */
  day?: string;
  /**
   * @maxItems 20
   */
  items?: string[];
  proposal?: string;
}
/**
 * Corrects fields of the accident form; an empty value clears a field.
 */
export interface AmendClaimCommand {
  action: "amend_claim";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  /**
   * The claim's number.
   */
  claim: string;
  /**
   * The version that the caller has; refused if more than notes was added since.
   */
  version: number;
  facts: {
    [k: string]: string;
  };
}
/**
 * Adds an exposure under a further coverage to a claim.
 */
export interface AddCoverageCommand {
  action: "add_coverage";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  /**
   * The claim's number.
   */
  claim: string;
  /**
   * The version that the caller has; refused if more than notes was added since.
   */
  version: number;
  coverage: string;
}
/**
 * Adds a claim note for colleagues.
 */
export interface AddClaimNoteCommand {
  action: "add_claim_note";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  /**
   * The claim's number.
   */
  claim: string;
  text: string;
}
/**
 * Sets the bank account for payments. The holder must be the customer; views show the number masked.
 */
export interface AccountCommand {
  action: "account";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  /**
   * The claim's number.
   */
  claim: string;
  bank: string;
  number: string;
  holder: string;
  /**
   * Of `confirm_identity_check`.
   */
  proof?: string;
}
/**
 * Accepts a submitted document, or rejects it with a reason that the customer sees.
 */
export interface ReviewCommand {
  action: "review";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  /**
   * The claim's number.
   */
  claim: string;
  /**
   * The version that the caller has; refused if more than notes was added since.
   */
  version: number;
  item: string;
  upload: string;
  accept: boolean;
  reason?: string;
}
/**
 * Files an upload as a document of a claim; an empty item removes it from the documents.
 */
export interface FileAsCommand {
  action: "file_as";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  upload: string;
  /**
   * The claim's number.
   */
  claim: string;
  item: string;
}
/**
 * Lists what awaits a second person in a department, or in all departments of the caller, oldest first.
 */
export interface ApprovalsCommand {
  action: "approvals";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  department?: string | null;
}
/**
 * Gets the fields of a document that the customer fills in and signs in the chat, filled with what is known.
 */
export interface PrepareDocumentCommand {
  action: "prepare_document";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  /**
   * The claim's number.
   */
  claim: string;
  item: string;
}
/**
 * Posts a filled document as a `signature_request` to the customer's open conversation; the signature submits it.
 * `values` are by field name, of all fields.
 */
export interface RequestSignatureCommand {
  action: "request_signature";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  /**
   * The claim's number.
   */
  claim: string;
  item: string;
  conversation: string;
  values: {
    [k: string]: string;
  };
}
/**
 * Announces a file of a conversation; the result has the URLs for its bytes. `size` is in bytes, `type` the media
 * type given by the device, which tells the kind of a file whose name has no suffix. A repeat of a `client_id`
 * (`device:fnumber`) returns the first upload.
 */
export interface UploadCommand {
  action: "upload";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  client_id: string;
  name: string;
  size: number;
  type?: string;
  purpose?: "file" | "signature";
}
/**
 * Gets new URLs for the parts that have not arrived.
 */
export interface UploadPartsCommand {
  action: "upload_parts";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  upload: string;
}
/**
 * All parts are uploaded; starts the inspection.
 */
export interface UploadedCommand {
  action: "uploaded";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  upload: string;
}
/**
 * Discards a file that has not been sent in a message.
 */
export interface DiscardCommand {
  action: "discard";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  upload: string;
}
/**
 * Gets a URL of a file, valid for some minutes; every one is logged. `original` is for staff only.
 */
export interface GetFileCommand {
  action: "get_file";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  upload: string;
  variant?: "original" | "share" | "thumb";
}
/**
 * Lists the files of a conversation, newest first.
 */
export interface FilesCommand {
  action: "files";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * Lists drafts of the customer of a conversation, newest first; for its agent and for supervisors of its queue.
 */
export interface DraftsCommand {
  action: "drafts";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * Changes values of a draft; an empty value means unknown. Without a `key`, and with version 0, it creates a draft
 * of an accident that the customer has not reported to the bot. The customer is notified of the change.
 */
export interface CorrectCommand {
  action: "correct";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  /**
   * The version that the caller has; refused if it has changed.
   */
  version: number;
  facts: {
    [k: string]: string;
  };
  key?: string;
}
/**
 * Registers a draft as a claim, once per `key`: a repeat returns the same claim. The customer gets its number in a
 * message.
 */
export interface RegisterCommand {
  action: "register";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  key: string;
  /**
   * The version that the caller has; refused if it has changed.
   */
  version: number;
}
/**
 * Gets the queues that the caller supervises as they are now, with today's figures.
 */
export interface BoardCommand {
  action: "board";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
}
/**
 * Lists the first 200 agents on duty of a queue, free ones first.
 */
export interface TeamCommand {
  action: "team";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  queue: string;
}
/**
 * Lists what an agent serves in the queues that the caller supervises.
 */
export interface ServedCommand {
  action: "served";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  agent: string;
}
/**
 * Reads a running conversation along: the caller gets `assigned` and all further frames of it. Its customer isn't
 * shown that. `end_part` ends it.
 */
export interface MonitorCommand {
  action: "monitor";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * Joins a running conversation, which its customer is told. `end_part` ends it.
 */
export interface BargeCommand {
  action: "barge";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * A word to the agent of a running conversation, who gets the event `whisper`. It is kept as a note; the customer
 * gets nothing.
 */
export interface WhisperCommand {
  action: "whisper";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  text: string;
}
/**
 * Assigns a conversation that waits, or that an agent serves, to the caller.
 */
export interface TakeOverCommand {
  action: "take_over";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
}
/**
 * Gives a conversation to an agent, or one that an agent serves back to a queue; exactly one of the two.
 */
export interface ReassignCommand {
  action: "reassign";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  conversation: string;
  agent?: string | null;
  queue?: string | null;
}
/**
 * Sets the queues that an agent serves, and how many conversations at once, in place of their token's; served
 * conversations stay. A supervisor adds and removes their own queues alone.
 */
export interface SetMembershipCommand {
  action: "set_membership";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  agent: string;
  /**
   * @maxItems 20
   */
  queues: string[];
  capacity: number;
}
/**
 * Gets figures of the past from the day `first` to the day `last` (Korean days, both included) `by` hour of the
 * day, day, queue or agent; of one queue, or of all that the caller supervises.
 */
export interface ReportCommand {
  action: "report";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  first: string;
  last: string;
  by: "agent" | "day" | "hour" | "queue";
  queue?: string | null;
  /**
   * Go on after the row with this key.
   */
  after?: string;
}
/**
 * Gets a report as CSV, part by part; fields as in `report`.
 */
export interface ExportReportCommand {
  action: "export_report";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  first: string;
  last: string;
  by: "agent" | "day" | "hour" | "queue";
  queue?: string | null;
  /**
   * Go on after the row with this key.
   */
  after?: string;
}
/**
 * Issues a certificate about one of the customer's contracts, and gets a short-lived link to it. `contract` is its
 * number, or what stands in the id of the card's button; for a letter, `<claim>:<event>` of the notice's data. A
 * repeat on the same day is the same certificate, unless the contract changed.
 */
export interface OpenCertificateCommand {
  action: "open_certificate";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  kind: "insurance" | "letter" | "payment" | "receipt";
  contract: string;
}
/**
 * A responder goes on duty with these services until the end of their shift, at this place; or off duty. `truck`,
 * `plate` and `phone`, a safe number, are what customers are shown; what isn't sent stays as it was.
 */
export interface DutyCommand {
  action: "duty";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  on: boolean;
  /**
   * @maxItems 6
   */
  services?: ("battery" | "fuel" | "lockout" | "tow" | "tyre" | "winch")[];
  /**
   * ms since 1970 UTC, until 2100
   */
  shift_end?: number;
  place?: SentFix | null;
  truck?: string;
  plate?: string;
  phone?: string;
}
/**
 * Where a device was: degrees north and east (WGS 84), when, and the accuracy as a radius in metres.
 */
export interface SentFix {
  lat: number;
  lon: number;
  /**
   * ms since 1970 UTC, until 2100
   */
  at: number;
  accuracy?: number;
}
/**
 * Sends where the responder is: all positions since the last answer, also those that a tunnel held back.
 */
export interface PositionCommand {
  action: "position";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  /**
   * @minItems 1
   * @maxItems 100
   */
  fixes: SentFix[];
}
/**
 * Gets the responder's duty, offer and jobs.
 */
export interface MyJobsCommand {
  action: "my_jobs";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
}
/**
 * Accepts the offer with this number. A repeat by the winner changes nothing.
 */
export interface AcceptJobCommand {
  action: "accept_job";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  job: string;
  number: number;
}
/**
 * Declines the offer with this number, for a reason of `my_jobs`.
 */
export interface DeclineJobCommand {
  action: "decline_job";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  job: string;
  number: number;
  reason: string;
}
/**
 * Takes a step of the responder's job. `photos` adds photographs, which `complete` needs; `propose` proposes
 * kilometres to the customer, a destination (a partner garage, or in words), `extras` by their count (holes, minutes
 * of winching, 1 for a wrecker) which cost what the tariff says, and another extra cost with its reason. A repeat of a
 * step that was taken changes nothing.
 */
export interface JobStepCommand {
  action: "job_step";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  job: string;
  step:
    "arrive" | "begin" | "complete" | "depart" | "fail" | "find_nobody" | "hook_up" | "photos" | "propose";
  /**
   * @maxItems 20
   */
  photos?: SentPhoto[];
  km?: number;
  extra_won?: number;
  garage?: string;
  destination?: string;
  reason?: string;
  extras?: {
    [k: string]: number;
  };
}
/**
 * A photograph of the job, uploaded in its conversation.
 */
export interface SentPhoto {
  upload: string;
  phase: "after" | "before";
}
/**
 * Gets the card of a job as it is now; without `job`, of the customer's open one.
 */
export interface JobCardCommand {
  action: "job_card";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  job?: string;
}
/**
 * The customer shows where they are, with their consent: to the responder, for this job.
 */
export interface SharePlaceCommand {
  action: "share_place";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  job: string;
  place: SentFix;
  consent?: boolean;
}
/**
 * The customer suspends the use of their place, or withdraws the consent: then it is deleted. Works at once.
 */
export interface WithdrawPlaceCommand {
  action: "withdraw_place";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  job: string;
  suspend?: boolean;
}
/**
 * The customer agrees to the terms with this number, or doesn't.
 */
export interface AgreeJobCommand {
  action: "agree_job";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  job: string;
  terms: number;
  agree?: boolean;
}
/**
 * The customer, or a dispatcher with a reason, cancels a job. `reason` is one of the `cancel_reasons` of `job`; a
 * customer needs none.
 */
export interface CancelJobCommand {
  action: "cancel_job";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  job: string;
  reason?: string;
}
/**
 * The customer says that the responder is there.
 */
export interface ConfirmArrivalCommand {
  action: "confirm_arrival";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  job: string;
}
/**
 * The customer rates a job that has ended.
 */
export interface RateJobCommand {
  action: "rate_job";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  job: string;
  stars: number;
  words?: string;
}
/**
 * Gets the open jobs, the most urgent first, and the responders on duty near them.
 */
export interface JobsCommand {
  action: "jobs";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
}
/**
 * Gets a job with its history, and who could be given it.
 */
export interface JobCommand {
  action: "job";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  job: string;
}
/**
 * A dispatcher gives a job to a responder, and takes it from another who has it.
 */
export interface AssignJobCommand {
  action: "assign_job";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  job: string;
  responder: string;
}
/**
 * Gets the kinds of reminders, and which of them the customer wants.
 */
export interface RemindersCommand {
  action: "reminders";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
}
/**
 * Turns a kind of reminders on or off for the customer.
 */
export interface TurnReminderCommand {
  action: "turn_reminder";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  kind: "appointment" | "document_missing" | "odometer_photo" | "payment_failed" | "plug_silent" | "renewal";
  on: boolean;
}
/**
 * Registers an app, or an installed page, for push notifications, sent while no device of the person is connected.
 * Send it at every start of the app and when its token changes. A token belongs to the person who sent it last.
 */
export interface PushOnCommand {
  action: "push_on";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  /**
   * Identifies one installation or browser tab; a random value kept with the outbox.
   */
  device: string;
  platform: "apns" | "fcm" | "web";
  /**
   * Of FCM; of APNs, in hexadecimal; or a page's subscription, its JSON as base64url.
   */
  token: string;
}
/**
 * Unregisters an app from push notifications. Send it before signing out.
 */
export interface PushOffCommand {
  action: "push_off";
  /**
   * Repeated in the answer to this frame.
   */
  ref: string;
  /**
   * Identifies one installation or browser tab; a random value kept with the outbox.
   */
  device: string;
}
/**
 * The result of `hello`. `protocol` is the protocol's version. `server_time`, and `expires_at` of the token, in ms
 * since 1970 UTC.
 *
 * For staff: `desk`, `desk_rules`, `service_levels`, `accident_form`, `claim_labels`, `wrap_up` (outcomes and tags to
 * choose from), and `renewal_days`: a contract can be renewed from this many days before its end. For customers:
 * `banks` (those of an `account`, with labels), and `slow_check_seconds`: after this time a page says that the check
 * of a file takes long; `typing_preview`: agents may see what customers write who allow it. `file_suffixes` are the
 * suffixes of files that may be sent, without a dot.
 */
export interface Welcome {
  kind: "welcome";
  protocol: string;
  you: SignedInPerson;
  server_time: number;
  expires_at: number;
  conversations?: ConversationUpdate[];
  desk?: AgentStateView | null;
  desk_rules?: DeskRules | null;
  accident_form?: AccidentForm | null;
  claim_labels?: ClaimLabels | null;
  service_levels?: ServiceLevelView[];
  wrap_up?: WrapUpView | null;
  renewal_days?: number;
  file_suffixes?: string[];
  banks?: Option[];
  slow_check_seconds?: number;
  typing_preview?: boolean;
}
/**
 * The identity of the caller.
 */
export interface SignedInPerson {
  id: string;
  role: string;
  name: string;
}
/**
 * A conversation and its messages since the caller's cursor.
 *
 * `resync`: the cursor was too old or unknown. `messages` are the newest; discard all earlier ones.
 * `more`: there are more messages than fit. Get them with `history`, `after` the last seq of `messages` (or, after a
 * resync, `before` the first).
 */
export interface ConversationUpdate {
  conversation: ConversationView;
  messages?: Message[];
  resync?: boolean;
  more?: boolean;
}
/**
 * A conversation as pages show it.
 *
 * `state`: bot, waiting, assigned, resolved, closed. `turn`: whose answer is awaited, "customer" or "agent".
 * `fencing_token` rises with every change of state: of two views the one with the higher token is newer. Times in ms
 * since 1970 UTC. `first_words` are the customer's, once the conversation has ended. `staffing`, while waiting: who
 * can serve the customer, as they were notified last: free, busy, closed, nobody. `delayed`: they were notified that
 * it takes longer than it should.
 */
export interface ConversationView {
  id: string;
  state: string;
  fencing_token: number;
  seq: number;
  topic: string;
  opened_at: number;
  customer: Named;
  turn?: string;
  agent?: Named | null;
  queue?: string;
  waiting_since?: number;
  emergency?: boolean;
  outcome?: string;
  first_words?: string;
  staffing?: string;
  delayed?: boolean;
  customer_receipts?: Receipts;
  agent_receipts?: Receipts;
  rating?: RatingView | null;
  participants?: ParticipantView[];
}
/**
 * A person as another may see them.
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
 * A customer's rating of a conversation that ended: `stars` 1 to 5, 0 for none; `solved`: yes, no, or "" for no
 * answer.
 */
export interface RatingView {
  stars?: number;
  solved?: string;
}
/**
 * A member of staff in a conversation beside its agent. `part`: `joined` writes too, `offered` was asked to take it
 * over, `accepted` takes it over; shown to staff alone: `invited` was asked to join, `monitoring` reads along.
 */
export interface ParticipantView {
  id: string;
  name: string;
  part: string;
}
/**
 * A message of a conversation. `seq` counts from 1 without gaps, `at` is in ms since 1970 UTC. `client_id` is the
 * sender's `device:number`, by which the sender recognises their own message.
 */
export interface Message {
  seq: number;
  at: number;
  by: By;
  body:
    | Text
    | Answer
    | Card
    | Form
    | FormSubmission
    | Notice
    | Location
    | File
    | SignatureRequest
    | Signature
    | Progress
    | Checklist
    | JobCard;
  client_id?: string;
}
/**
 * The author of a message. `name` is shown to the other side.
 */
export interface By {
  role: Speaker;
  id?: string;
  name?: string;
}
/**
 * A message of the system: a stable code, the displayed text, and the data in it. Its `buttons` have the actions
 * `call`, `locate` and `open` only, because no answer is expected. With `rows` it is a card under `title`, such as a
 * payment or a refusal; `text` says the same in a sentence.
 */
export interface Notice {
  type: "notice";
  code: string;
  text: string;
  data?: {
    [k: string]: string;
  };
  buttons?: Button[];
  title?: string;
  rows?: CardRow[];
}
/**
 * The progress of a claim, coverage by coverage, at the time of the message.
 */
export interface Progress {
  type: "progress";
  claim: string;
  title: string;
  exposures: ExposureProgress[];
  text?: string;
  buttons?: Button[];
}
/**
 * Progress of a coverage. `due_on` is the due date (ISO) of `next_step`; `adjuster` and `phone` reach a person;
 * `appointment` describes a promised call or letter.
 */
export interface ExposureProgress {
  label: string;
  stage: string;
  stages?: ProgressStage[];
  adjuster?: string;
  phone?: string;
  next_step?: string;
  due_on?: string;
  appointment?: string;
}
/**
 * A stage of a claim's usual path: `at` when it was reached, ms since 1970 UTC.
 */
export interface ProgressStage {
  label: string;
  state: "ahead" | "done" | "now";
  at?: number;
}
/**
 * The documents of a claim with their status: those needed now, later, and only where they apply.
 */
export interface Checklist {
  type: "checklist";
  claim: string;
  title: string;
  documents: DocumentStatus[];
  text?: string;
}
/**
 * A required document. `item` is its name in the configuration, `reason` why it was rejected. `need`: when it is
 * needed; `none` where only an adjuster asks for it. `source` says where to get it. `signed`: it is filled in and
 * signed in the chat (actions `prepare_document` and `request_signature`).
 */
export interface DocumentStatus {
  item: string;
  label: string;
  status: "accepted" | "missing" | "rejected" | "review";
  hint?: string;
  reason?: string;
  need?: "later" | "none" | "now" | "optional";
  source?: string;
  signed?: boolean;
}
/**
 * A roadside job at the time of the message, without any position. The live card of `job` comes by the action and
 * the event `job_card`.
 */
export interface JobCard {
  type: "job_card";
  job: string;
  title: string;
  text?: string;
  rows?: CardRow[];
}
/**
 * An agent's state, with queues and colleagues.
 */
export interface AgentStateView {
  status: string;
  load: number;
  capacity: number;
  queues: QueueView[];
  colleagues: ColleagueView[];
}
/**
 * A queue's length. `oldest` is when its first customer began to wait, 0 if it is empty; `emergencies` is the
 * number of customers in an emergency. `on_duty` is the number of its agents on duty, `free` their free capacity;
 * `opens_at` is its next opening, 0 within its hours. Times in ms since 1970 UTC.
 */
export interface QueueView {
  name: string;
  label: string;
  waiting: number;
  oldest: number;
  on_duty?: number;
  free?: number;
  opens_at?: number;
  emergencies?: number;
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
 * What the agents' page marks as urgent, the liability shares (in percent) that it offers as buttons, and whether
 * agents may see what customers write who allow it.
 */
export interface DeskRules {
  answer_soon_seconds: number;
  due_soon_days: number;
  contract_ending_days: number;
  slow_check_seconds: number;
  liability_shares: number[];
  typing_preview: boolean;
}
/**
 * The accident form in display order. Values have at most `max_length` characters; an empty one means unknown.
 */
export interface AccidentForm {
  fields: AccidentFormField[];
  max_length: number;
}
/**
 * A slot of the accident form. `pattern` is an ECMAScript regular expression that values must match; those of a
 * `plate` or `phone` in NFKC, without spaces, hyphens and dots. `narrative` marks the description of the accident.
 * A field that is `only_if_known` is shown where it has a value.
 */
export interface AccidentFormField {
  slot: string;
  label: string;
  kind: ("choice" | "datetime" | "phone" | "place" | "plate" | "text") | ("insurer" | "number");
  options?: Option[];
  pattern?: string;
  narrative?: boolean;
  only_if_known?: boolean;
}
/**
 * All coverages and departments of `claims.toml`.
 */
export interface ClaimLabels {
  coverages: Option[];
  departments: Option[];
}
/**
 * When answers of a queue are due: `first_ms` of its opening hours after the customer asked for a person, `next_ms`
 * after a further message; `goal_percent` of the answers shall be in time. `open` are its opening hours around now:
 * pairs of start and end, in ms since 1970 UTC.
 */
export interface ServiceLevelView {
  queue: string;
  first_ms: number;
  next_ms: number;
  goal_percent: number;
  open: [number, number][];
}
/**
 * What agents choose from to record a conversation. In the queues of `optional_in` no outcome is needed; with
 * `free_tags` a tag may be any text.
 */
export interface WrapUpView {
  outcomes: OutcomeView[];
  tags?: TagView[];
  optional_in?: string[];
  free_tags?: boolean;
}
/**
 * A wrap-up code with its label by language. Offered in `queues` alone, unless that is empty.
 */
export interface OutcomeView {
  code: string;
  labels: {
    [k: string]: string;
  };
  queues?: string[];
  note_required?: boolean;
}
/**
 * A configured tag with its label by language.
 */
export interface TagView {
  tag: string;
  labels: {
    [k: string]: string;
  };
}
/**
 * The result of `ping`. `server_time` in ms since 1970 UTC.
 */
export interface Pong {
  kind: "pong";
  server_time: number;
}
/**
 * The new or already open conversation with its newest messages.
 */
export interface ConversationOpened {
  kind: "conversation_opened";
  conversation: ConversationView;
  messages?: Message[];
}
/**
 * A page of messages, oldest first. `more`: there are further messages in the requested direction.
 */
export interface MessageList {
  kind: "message_list";
  conversation: string;
  messages: Message[];
  more: boolean;
}
/**
 * Conversations, newest first.
 */
export interface ConversationList {
  kind: "conversation_list";
  conversations: ConversationView[];
}
/**
 * The conversation after the command.
 */
export interface ConversationChanged {
  kind: "conversation_changed";
  conversation: ConversationView;
}
/**
 * A check that waits for its code; `hint` says what the person has to do.
 */
export interface IdentityCheckStarted {
  kind: "identity_check_started";
  check: string;
  hint?: string;
}
/**
 * The secret proof for this device: actions that need a fresh check have it as `proof`.
 */
export interface IdentityChecked {
  kind: "identity_checked";
  proof: string;
}
/**
 * The card, and the queue; neither if the customer doesn't wait.
 */
export interface WaitingCardShown {
  kind: "waiting_card_shown";
  card?: WaitingCardView | null;
  queue?: WaitingQueueView | null;
}
/**
 * What a waiting customer is shown. `place` in line; with `is_step` it is a step, and they are within it; `low_s`
 * to `high_s` are seconds still to wait from `at` (ms since 1970 UTC), None while they can't be estimated; `at_once`
 * is the share of customers in this situation who are served at once. `reason` why it takes longer than before:
 * overtaken, fewer_agents. Of two cards the one with the higher `version` is newer. `keeps_waiting`: the customer
 * chose so after the delay notice; `with_bot`: and goes on with the bot meanwhile.
 */
export interface WaitingCardView {
  conversation: string;
  queue: string;
  version: number;
  at: number;
  place: number;
  is_step?: boolean;
  low_s?: number | null;
  high_s?: number | null;
  at_once?: number;
  reason?: string;
  keeps_waiting?: boolean;
  with_bot?: boolean;
}
/**
 * The queue that a customer waits in. `staffing` is who can serve them now: free, busy, closed, nobody; `opens_at`
 * is its next opening in ms since 1970 UTC, 0 within its hours; `labels` and `hours` are texts by language.
 */
export interface WaitingQueueView {
  labels: {
    [k: string]: string;
  };
  staffing: string;
  hours: {
    [k: string]: string;
  };
  phone: string;
  opens_at: number;
}
/**
 * The next windows, the customer's number, if it is known, and the departments that they can be referred to.
 */
export interface CallWindows {
  kind: "call_windows";
  windows?: WindowView[];
  phone?: string;
  departments?: Option[];
}
/**
 * When a call can be promised, ms since 1970 UTC.
 */
export interface WindowView {
  starts_at: number;
  ends_at: number;
}
/**
 * When the call, or the answer, is due, ms since 1970 UTC.
 */
export interface CallBooked {
  kind: "call_booked";
  starts_at: number;
  ends_at: number;
}
/**
 * Calls, referrals and promised answers, with where they stand.
 */
export interface ReferralList {
  kind: "referral_list";
  referrals?: ReferralView[];
}
/**
 * A call, referral or promised answer, as its customer sees it: `label` of the department, `channel` (call,
 * message, mail), `status`: open, taken (somebody is at it), done, unreached. Times in ms since 1970 UTC.
 */
export interface ReferralView {
  id: string;
  label: string;
  channel: string;
  starts_at: number;
  ends_at: number;
  status: string;
  about?: string;
}
/**
 * Calls due, and what may become of them.
 */
export interface CallList {
  kind: "call_list";
  calls?: CallView[];
  outcomes?: Option[];
}
/**
 * A call that is due at a desk, or the answer to a message. `source`: claim, waiting, referral; `channel`: call,
 * message, mail. `late`: it wasn't made in time, or had another window for that. `agent` makes it now. Times in
 * ms since 1970 UTC.
 */
export interface CallView {
  id: string;
  desk: string;
  desk_label: string;
  source: string;
  channel: string;
  customer: Named;
  conversation: string;
  starts_at: number;
  ends_at: number;
  phone?: string;
  about?: string;
  claim?: string;
  agent?: Named | null;
  attempts?: number;
  late?: boolean;
  note?: string;
  email?: string;
}
/**
 * A call as it is now.
 */
export interface CallShown {
  kind: "call_shown";
  call: CallView;
}
/**
 * The fields that can be changed. `proposed_won`: what a year costs more by the tariff, below zero less; null where
 * it doesn't tell. `wanted_kind`: the kind that the customer asked for in the chat, if any; `wanted`: the values that
 * they said for it, by field name.
 */
export interface ChangeForm {
  kind: "change_form";
  fields?: Field[];
  proposed_won?: number | null;
  wanted_kind?: ("amounts" | "cover" | "drivers" | "extension" | "vehicle") | null;
  wanted?: {
    [k: string]: string;
  };
}
/**
 * A change as it is now.
 */
export interface ChangeShown {
  kind: "change_shown";
  change: ChangeView;
}
/**
 * A change of a contract. `difference` says what a year costs more or less (`difference_won`); the customer signs
 * `text`, whose SHA-256 is `digest`, until `expires_at` (ms since 1970 UTC). `status`: prepared, withdrawn, expired,
 * ordered, done, refused (`reason`).
 */
export interface ChangeView {
  id: string;
  kind: string;
  contract: string;
  title: string;
  rows: ChangeRow[];
  difference_won: number;
  difference: string;
  starts_on: string;
  text: string;
  digest: string;
  status: string;
  expires_at: number;
  conversation?: string;
  reason?: string;
}
/**
 * A value of a contract before and after a change.
 */
export interface ChangeRow {
  label: string;
  before: string;
  after: string;
}
/**
 * Changes of one's contracts, coupons among them.
 */
export interface ChangeList {
  kind: "change_list";
  changes?: ChangeView[];
}
/**
 * Number and time of the message; the same for every repeat of its client_id. `body` is the stored body where it
 * differs from the one sent: resident registration numbers masked, label of the pressed button filled in.
 */
export interface MessageSent {
  kind: "message_sent";
  conversation: string;
  client_id: string;
  seq: number;
  at: number;
  body?:
    | (
        | Text
        | Answer
        | Card
        | Form
        | FormSubmission
        | Notice
        | Location
        | File
        | SignatureRequest
        | Signature
        | Progress
        | Checklist
        | JobCard
      )
    | null;
}
/**
 * The command was executed; there is nothing to return.
 */
export interface Done {
  kind: "done";
}
/**
 * The agent desk: status, queues, colleagues.
 */
export interface DeskShown {
  kind: "desk_shown";
  desk: AgentStateView;
}
/**
 * Waiting customers: the first 200 of each queue, or as many as fit.
 */
export interface QueueEntryList {
  kind: "queue_entry_list";
  entries: QueueEntryView[];
}
/**
 * A waiting customer; `since` is when they began to wait, in ms since 1970 UTC. `concern` is what they want,
 * `words` are their own last words (shortened).
 */
export interface QueueEntryView {
  conversation: string;
  queue: string;
  since: number;
  customer: Named;
  emergency?: boolean;
  concern?: string;
  words?: string;
  tags?: string[];
}
/**
 * A customer as shown to agents.
 */
export interface CustomerShown {
  kind: "customer_shown";
  customer: CustomerView;
}
/**
 * What agents see of a customer: person, contracts, the bot's summary, colleagues' notes, and `drafts` (accident
 * forms that are not registered yet, of all conversations, latest first; the command `drafts` returns those that don't
 * fit), `tags` of the conversation, and the customer's `concern` in a few words. `locale`: the language in which they
 * are spoken to.
 */
export interface CustomerView {
  id: string;
  name: string;
  phone?: string;
  contracts?: ContractView[];
  summary?: [string, string][];
  notes?: NoteView[];
  drafts?: DraftView[];
  tags?: string[];
  concern?: string;
  locale?: string;
}
/**
 * The contract at a glance. Dates are ISO; `coverages` are label and limit as the insurer names them, `money`
 * payments, driving data and discounts as agents see them: label and value.
 */
export interface ContractView {
  number: string;
  product: string;
  starts_on: string;
  ends_on: string;
  vehicle: VehicleView;
  coverages: [string, string][];
  drivers: string;
  money?: [string, string][];
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
 * A note between colleagues; `mentions` are those of them whom it names.
 */
export interface NoteView {
  at: number;
  by: Named;
  text: string;
  mentions?: Named[];
}
/**
 * An accident form that isn't registered yet. `key` names it, and the claim it becomes; `version` rises with every
 * change. `conversation` is where it is filled in; `changed_at` in ms since 1970 UTC. `missing` are the questions that
 * were not answered, `corrected` the fields that staff changed.
 */
export interface DraftView {
  key: string;
  version: number;
  conversation: string;
  changed_at: number;
  facts?: FactView[];
  missing?: string[];
  corrected?: string[];
}
/**
 * A field of the accident form: its `slot`, the stored `value`, and `shown`, the value as displayed text.
 */
export interface FactView {
  slot: string;
  label: string;
  value: string;
  shown: string;
}
/**
 * The entries, newest first, as many as fit.
 */
export interface TimelineShown {
  kind: "timeline_shown";
  entries?: TimelineEntryView[];
}
/**
 * Something that happened with a customer; `at` in ms since 1970 UTC.
 *
 * `id` is the number of a contract or claim, or a conversation; of a note, what it stands on; of a roadside job, the
 * conversation in which it was asked for. `title` is a contract's product, what a claim's coverages are at, what a job
 * is and how far, a conversation's first words or the text of a note; `detail` a contract's car, when a claim
 * happened, or a job's car and place. `until` is a contract's last day (ISO). `by` is the note's author, the
 * conversation's agent or the job's responder, `queue`, `state`, `outcome` and `tags` are the conversation's.
 * `is_open`: it isn't over.
 */
export interface TimelineEntryView {
  kind: "claim" | "claim_note" | "contract" | "conversation" | "job" | "note";
  at: number;
  id: string;
  title?: string;
  detail?: string;
  until?: string;
  by?: Named | null;
  queue?: string;
  state?: string;
  outcome?: string;
  tags?: string[];
  is_open?: boolean;
}
/**
 * The cards, in the agent's language.
 */
export interface ContractCards {
  kind: "contract_cards";
  cards?: (Card | Text)[];
}
/**
 * All viewers of the conversation including the caller; empty after `away`.
 */
export interface ViewerList {
  kind: "viewer_list";
  viewers: Named[];
}
/**
 * The stored note.
 */
export interface NoteAdded {
  kind: "note_added";
  note: NoteView;
}
/**
 * The tags of the conversation as stored: each once, configured ones by their names.
 */
export interface TagList {
  kind: "tag_list";
  conversation: string;
  tags?: string[];
}
/**
 * The staff, by name.
 */
export interface StaffList {
  kind: "staff_list";
  staff?: StaffView[];
}
/**
 * Somebody who has a desk, on duty or not.
 */
export interface StaffView {
  id: string;
  name: string;
  queues: string[];
}
/**
 * The newest mentions, newest first; those after `seen_at` (ms since 1970 UTC) aren't seen yet.
 */
export interface MentionList {
  kind: "mention_list";
  mentions?: MentionView[];
  seen_at?: number;
}
/**
 * A note that mentions the receiver: when it was written (ms since 1970 UTC), by whom, on which conversation, about
 * which customer; `words` are its beginning.
 */
export interface MentionView {
  at: number;
  by: Named;
  conversation: string;
  customer: Named;
  words: string;
}
/**
 * The follow-ups, the first that is due first.
 */
export interface FollowUpList {
  kind: "follow_up_list";
  follow_ups?: FollowUpView[];
}
/**
 * A task of the receiver for later: what to do, when it is due, on which conversation and customer. `key` names it
 * among theirs. `done_at` is 0 while it is open. Times in ms since 1970 UTC.
 */
export interface FollowUpView {
  key: string;
  text: string;
  due_at: number;
  at: number;
  conversation: string;
  customer: Named;
  done_at?: number;
}
/**
 * A follow-up after the command.
 */
export interface FollowUpShown {
  kind: "follow_up_shown";
  follow_up: FollowUpView;
}
/**
 * A page of results, the conversation indexed last first. `next` is where the next page begins: "" after the last
 * one. A page may have no results and still a next one.
 */
export interface SearchResults {
  kind: "search_results";
  results: SearchResultView[];
  next?: string;
}
/**
 * A conversation that a search found, the first of its messages with a wanted word, and how many they are.
 */
export interface SearchResultView {
  conversation: ConversationView;
  lines: FoundLineView[];
  messages: number;
}
/**
 * A message with a wanted word, or a part of it: `spans` are pairs of start and end of wanted words in `text`, in
 * Unicode characters. `role`: customer or agent.
 */
export interface FoundLineView {
  seq: number;
  at: number;
  role: string;
  text: string;
  spans: [number, number][];
}
/**
 * Claims, newest first.
 */
export interface ClaimList {
  kind: "claim_list";
  claims: ClaimView[];
}
/**
 * A claim. `version` rises with each change: the view with the higher one is newer.
 *
 * `flags`: `policy_expired`, `policy_unmatched`, `vehicle_unmatched`, `possible_duplicate`. `linked` are the numbers
 * of claims that may be about the same accident. `account` is masked; `account_requested_at` is when the customer was
 * last asked for it (ms since 1970 UTC, 0: never). `documents_missing` counts documents that are needed now, without a
 * submission or with a rejected one. Notes, flags and internal events are for staff, and so are `contract` and
 * `vehicle`, since a push reaches also who isn't verified, and `event_text`, the `event` in words.
 */
export interface ClaimView {
  id: string;
  version: number;
  customer: Named;
  conversation: string;
  registered_at: number;
  open: boolean;
  exposures: ExposureView[];
  facts?: FactView[];
  documents?: DocumentView[];
  documents_missing?: number;
  documents_in_review?: number;
  contract?: string;
  vehicle?: string;
  account?: string;
  account_requested_at?: number;
  flags?: string[];
  linked?: string[];
  departments?: string[];
  history?: ClaimEventView[];
  notes?: ClaimEventView[];
  event?: AccidentEvent | null;
  event_text?: string;
}
/**
 * A claim's part under one coverage. Amounts in won; `liability_percent` is the customer's share; `due_on` the due
 * date of `next_step` (ISO), `overdue` that it has passed. `usual_path` has the usual stages with the times of
 * those reached. `transitions` are those that the viewer may apply, `usual_transition` is the name of the one that
 * usually comes next. `not_insured`: what the customer can do where their contract lacks the coverage. `settled`:
 * paid or ended, so that it can't be taken over; `final`: ended. `assessed_by` and `approved_by` are for staff, a
 * `proposal` for the coverage's department and adjuster.
 */
export interface ExposureView {
  coverage: string;
  label: string;
  department: string;
  department_label: string;
  stage: string;
  stage_label: string;
  since: number;
  usual_path?: StageView[];
  adjuster?: Named | null;
  phone?: string;
  next_step?: string;
  due_on?: string;
  overdue?: boolean;
  liability_percent?: number | null;
  assessed?: number | null;
  advance?: number;
  paid?: number;
  grounds?: string;
  appeal_until?: string;
  flags?: string[];
  assessed_by?: Named | null;
  approved_by?: Named | null;
  transitions?: TransitionView[];
  usual_transition?: string;
  appointment?: AppointmentView | null;
  proposal?: DenialProposalView | null;
  settled?: boolean;
  final?: boolean;
  not_insured?: string;
}
/**
 * A stage of the usual path; `at` 0 for one not reached.
 */
export interface StageView {
  name: string;
  label: string;
  at?: number;
}
/**
 * A transition that the viewer may apply now. `required_fields` are fields of the command; `irreversible` ones
 * are confirmed once more.
 */
export interface TransitionView {
  name: string;
  label: string;
  required_fields?: string[];
  irreversible?: boolean;
}
/**
 * An open appointment for a call or a letter. `text` describes it; `day` is ISO.
 */
export interface AppointmentView {
  purpose: "dispute" | "identity";
  channel: "call" | "letter";
  day: string;
  text: string;
  grounds?: string;
}
/**
 * A denial that `by` proposed and another person has to confirm. `texts` are the customer's texts in all
 * languages; `id` is their digest, which `confirm_denial` sends back. `note` is internal.
 */
export interface DenialProposalView {
  id: string;
  by: Named;
  at: number;
  grounds: string;
  texts: LocalizedText[];
  note?: string;
}
/**
 * A text in a language (`ko`, `en`).
 */
export interface LocalizedText {
  locale: string;
  text: string;
}
/**
 * A required document with the files submitted for it, newest last. `reviewable`: the viewer may accept or
 * reject them.
 */
export interface DocumentView {
  document: DocumentStatus;
  uploads?: string[];
  coverages?: string[];
  reviewable?: boolean;
}
/**
 * An event of a claim: `code` is stable, `text` is for people; `by` is None for the system.
 */
export interface ClaimEventView {
  number: number;
  at: number;
  code: string;
  text: string;
  by?: Named | null;
  coverage?: string;
  internal?: boolean;
}
/**
 * `own_moving`, `other_moving`: null where nobody has said it.
 */
export interface AccidentEvent {
  with: "animal" | "car" | "door" | "fire" | "person" | "thief" | "thing" | "unknown" | "water";
  own_moving: boolean | null;
  other_moving: boolean | null;
}
/**
 * A claim after the command, with its files.
 */
export interface ClaimShown {
  kind: "claim_shown";
  claim: ClaimView;
  files?: UploadView[];
}
/**
 * A file of a conversation. `size` is in bytes; `at` is when it was requested, `arrived_at` when its bytes were
 * first seen, 0 before; both in ms since 1970 UTC.
 *
 * `reason` is a code of the texts' section `files`: why the file was quarantined. `taken_at` (ISO 8601), `latitude`,
 * `longitude` and `place` are from the image's metadata; `changed_at`, the time of its last change, is given where
 * `taken_at` isn't known. `cut`: the end of a video is missing, what was recorded before plays. `duplicate_of` is an
 * earlier upload with the same content. `suggested_item` is the document that the file probably is; `claim` and `item`
 * are what it was filed as.
 */
export interface UploadView {
  id: string;
  conversation: string;
  name: string;
  kind: "pdf" | "photo" | "signature" | "video";
  size: number;
  status: "checking" | "discarded" | "quarantined" | "ready" | "requested" | "stored";
  at: number;
  by: Named;
  arrived_at?: number;
  reason?: string;
  reason_text?: string;
  digest?: string;
  width?: number;
  height?: number;
  pages?: number;
  taken_at?: string;
  changed_at?: string;
  latitude?: number | null;
  longitude?: number | null;
  cut?: boolean;
  place?: string;
  duplicate_of?: string;
  suggested_item?: string;
  claim?: string;
  item?: string;
}
/**
 * Open exposures, the most urgent first; at most 500.
 */
export interface WorkList {
  kind: "work_list";
  work: WorkItemView[];
}
/**
 * A row of a department's work list. `due_on` is ISO, "" for no due date. `flags` are the claim's and the
 * exposure's, with `denial_proposed` first where a denial awaits confirmation; `settled`: paid, so that it can't be
 * taken over.
 *
 * `coverage` is "" for help without a coverage (roadside), taken on by `assist`. `claim` is "" for an
 * emergency in a queue: `conversation` is the customer's, and the row belongs to no department. `waiting_since` (ms
 * since 1970 UTC) is set while somebody waits for help; `emergency`: beside a road, or hurt.
 */
export interface WorkItemView {
  claim: string;
  coverage: string;
  label: string;
  department: string;
  stage: string;
  stage_label: string;
  customer: Named;
  since: number;
  due_on?: string;
  overdue?: boolean;
  adjuster?: Named | null;
  flags?: string[];
  documents_missing?: number;
  documents_in_review?: number;
  emergency?: boolean;
  waiting_since?: number;
  conversation?: string;
  settled?: boolean;
}
/**
 * Decisions that await their second person, oldest first, at most 500; `total` is the sum of their amounts in
 * won.
 */
export interface ApprovalList {
  kind: "approval_list";
  approvals?: ApprovalView[];
  total?: number;
}
/**
 * A decision that awaits its second person, on a claim's coverage: `transition` is what they apply, `amount` the
 * assessed one in won (0: none), `by` who decided first, `at` when (ms since 1970 UTC). `own`: the receiver did, so
 * that somebody else has to approve.
 */
export interface ApprovalView {
  claim: string;
  coverage: string;
  label: string;
  department: string;
  customer: Named;
  transition: string;
  transition_label: string;
  at: number;
  amount?: number;
  by?: Named | null;
  own?: boolean;
}
/**
 * A document to fill in.
 */
export interface DocumentForm {
  kind: "document_form";
  title: string;
  fields: Field[];
}
/**
 * The message to sign.
 */
export interface SignatureRequested {
  kind: "signature_requested";
  conversation: string;
  seq: number;
}
/**
 * URLs for the bytes of a file: one PUT per entry of `parts`, with `headers`. Parts not listed have arrived.
 * `expires_in` is in seconds, `part_size` and `arrived` in bytes. A file of one part is sent whole.
 */
export interface UploadTarget {
  kind: "upload_target";
  upload: UploadView;
  parts?: UploadPart[];
  part_size?: number;
  received_bytes?: number;
  headers?: {
    [k: string]: string;
  };
  expires_in?: number;
}
/**
 * A part of a file, uploaded with PUT: `number` from 1, bytes from `(number - 1) * part_size`.
 */
export interface UploadPart {
  number: number;
  url: string;
}
/**
 * A file after the command.
 */
export interface UploadShown {
  kind: "upload_shown";
  upload: UploadView;
}
/**
 * A URL of a file, valid for `expires_in` seconds.
 */
export interface FileLink {
  kind: "file_link";
  url: string;
  expires_in: number;
}
/**
 * Files, newest first.
 */
export interface FileList {
  kind: "file_list";
  files: UploadView[];
}
/**
 * Drafts, newest first.
 */
export interface DraftList {
  kind: "draft_list";
  drafts: DraftView[];
}
/**
 * A draft after the command.
 */
export interface DraftShown {
  kind: "draft_shown";
  draft: DraftView;
}
/**
 * Queues now, and in how many seconds to ask again.
 */
export interface Board {
  kind: "board";
  queues: QueueBoardView[];
  refresh_seconds: number;
}
/**
 * A queue now: who waits (the first 200), since when (ms since 1970 UTC, 0 for nobody), how many of them are
 * overdue or in an emergency; agents on duty and available, conversations they serve and places they have left;
 * `opens_at` as in `QueueView`; and today's figures.
 */
export interface QueueBoardView {
  queue: string;
  label: string;
  waiting: number;
  oldest: number;
  overdue: number;
  emergencies: number;
  on_duty: number;
  available: number;
  served: number;
  free: number;
  opens_at: number;
  goal_percent: number;
  today: Figures;
  hours: HourView[];
}
/**
 * What a report shows of a queue, agent, day or hour. Times in seconds; waits are of those who were served, their
 * percentiles exact to some seconds. `first_held` of `first_answers` were in time, and so on. `stars_mean` of
 * `ratings` has one decimal; `solved` and `unsolved` are what customers said.
 */
export interface Figures {
  served?: number;
  abandoned?: number;
  wait_mean_s?: number;
  wait_p50_s?: number;
  wait_p90_s?: number;
  handled_mean_s?: number;
  first_held?: number;
  first_answers?: number;
  next_held?: number;
  next_answers?: number;
  ratings?: number;
  stars_mean?: number;
  solved?: number;
  unsolved?: number;
}
/**
 * What began in an hour of today (0 to 23) and is over.
 */
export interface HourView {
  hour: number;
  served: number;
  abandoned: number;
}
/**
 * Agents on duty.
 */
export interface Team {
  kind: "team";
  agents: ColleagueView[];
}
/**
 * Conversations, the longest open first.
 */
export interface ServedConversations {
  kind: "served_conversations";
  conversations: ConversationView[];
}
/**
 * The stored note.
 */
export interface Whispered {
  kind: "whispered";
  note: NoteView;
}
/**
 * Rows of a report; `more` follow after the last one.
 */
export interface Report {
  kind: "report";
  rows: ReportRow[];
  more?: boolean;
}
/**
 * The figures of an hour ("09"), day (ISO), queue or agent: its `key`; `name` is an agent's.
 */
export interface ReportRow {
  key: string;
  name: string;
  figures: Figures;
}
/**
 * Lines of CSV in UTF-8, which follow those of the part before; `after` for the next part, "" at the end.
 */
export interface ReportExported {
  kind: "report_exported";
  text: string;
  after?: string;
}
/**
 * A certificate: the number that anybody can check, the day of its issue (ISO), its file's name and size in bytes,
 * and the link, which is valid for minutes.
 */
export interface CertificateOpened {
  kind: "certificate_opened";
  number: string;
  title: string;
  issued_on: string;
  name: string;
  size: number;
  url: string;
}
/**
 * The responder's duty after the command.
 */
export interface DutyShown {
  kind: "duty_shown";
  duty: DutyView;
}
/**
 * A responder's duty: the services they offer, when the shift ends, and how often the page sends where it is, in
 * seconds (0: not at all).
 */
export interface DutyView {
  on: boolean;
  services?: string[];
  shift_end?: number;
  interval_s?: number;
}
/**
 * How many positions are used, which aren't, and in how many seconds the next is wanted (0: none).
 */
export interface PositionsTaken {
  kind: "positions_taken";
  taken: number;
  interval_s: number;
  refused?: RefusedFix[];
}
/**
 * A position that isn't used: when it was, and the code of the error.
 */
export interface RefusedFix {
  at: number;
  code: string;
}
/**
 * What a responder has: an offer to answer, the present job, the one after it; and the reasons to decline.
 */
export interface MyJobs {
  kind: "my_jobs";
  duty: DutyView;
  offer?: JobOfferView | null;
  job?: ResponderJobView | null;
  plan?: ResponderJobView | null;
  decline_reasons?: Option[];
}
/**
 * A job that is offered to the responder until `deadline`. The place is exact only once it is accepted.
 */
export interface JobOfferView {
  job: string;
  number: number;
  deadline: number;
  service: string;
  label: string;
  place_text: string;
  km: number;
  minutes: number;
  emergency?: boolean;
  destination?: string;
  rows?: CardRow[];
}
/**
 * A responder's own job. `steps` are those that may be taken now; `missing` is what the next ones still need:
 * photos_before, photos_after, terms. `call` reaches the customer. `place` is missing when the customer has withdrawn
 * it: then `place_text` tells. `later`: it begins after the present job.
 */
export interface ResponderJobView {
  job: string;
  number: number;
  conversation: string;
  version: number;
  state: string;
  service: string;
  label: string;
  title: string;
  customer: string;
  plate: string;
  place_text: string;
  call?: string;
  emergency?: boolean;
  place?: MapPoint | null;
  destination?: MapPoint | null;
  destination_text?: string;
  rows?: CardRow[];
  terms?: JobTermsView | null;
  arrival?: JobArrival | null;
  confirmed?: boolean;
  steps?: string[];
  missing?: string[];
  photos?: JobPhotoView[];
  garages?: GarageView[];
  later?: boolean;
}
/**
 * Degrees north and east (WGS 84). `at`: when it was seen, 0 for a place that doesn't move.
 */
export interface MapPoint {
  lat: number;
  lon: number;
  at?: number;
}
/**
 * What the customer agrees to: `price_won` altogether, `extra_won` of it for what was found on site. `number` names
 * the proposal; `agreed`: the customer has agreed to it. `rows` say it line by line.
 */
export interface JobTermsView {
  number: number;
  agreed?: boolean;
  price_won?: number;
  extra_won?: number;
  km?: number;
  destination?: string;
  reason?: string;
  rows?: CardRow[];
}
/**
 * When the truck arrives: about `at`, between `low` and `high`, in whole minutes; `text` says it.
 */
export interface JobArrival {
  at: number;
  low: number;
  high: number;
  text: string;
}
/**
 * A photograph of a job, by its upload; `phase` is before or after the work.
 */
export interface JobPhotoView {
  upload: string;
  phase: string;
}
/**
 * A partner garage, `km` from the customer.
 */
export interface GarageView {
  id: string;
  name: string;
  address: string;
  phone: string;
  place: MapPoint;
  km: number;
}
/**
 * The card after the command; none if the customer has no open job.
 */
export interface JobCardShown {
  kind: "job_card_shown";
  card?: JobCardView | null;
}
/**
 * The customer's card of a job as it is now. Of two cards the one with the higher `version` is newer.
 *
 * `state`: requested, offered, accepted, en_route, on_site, in_service, towing, completed, reassigning, no_provider,
 * cancelled, gone_on_arrival, unsuccessful. `text` is one sentence. `stale_since`: the truck was last seen then, and
 * the arrival is no longer sure. `km` is left to drive. `late` says that and why it comes later than first told.
 * `place` is the customer's, `truck` the truck's, both only while the customer shares theirs: `sharing` is shared,
 * suspended, withdrawn or empty. `rated`: stars, 0 before.
 */
export interface JobCardView {
  job: string;
  conversation: string;
  version: number;
  state: string;
  service: string;
  title: string;
  text: string;
  responder?: JobResponderView | null;
  arrival?: JobArrival | null;
  stale_since?: number;
  late?: string;
  km?: number;
  place?: MapPoint | null;
  truck?: MapPoint | null;
  sharing?: string;
  terms?: JobTermsView | null;
  rows?: CardRow[];
  buttons?: JobButton[];
  photos?: JobPhotoView[];
  rated?: number;
}
/**
 * Who comes: name, truck ("5톤 견인차") and plate. `call` is a safe number, or empty.
 */
export interface JobResponderView {
  name: string;
  truck?: string;
  plate?: string;
  call?: string;
}
/**
 * A button of a card. `id` says which action it sends: `agree_job` (agree, refuse), `confirm_arrival`,
 * `share_place` (share), `withdraw_place` (suspend, withdraw), `cancel_job`, `rate_job`; `call` dials `number`.
 */
export interface JobButton {
  id: "agree" | "call" | "cancel" | "confirm" | "rate" | "refuse" | "share" | "suspend" | "withdraw";
  label: string;
  kind?: "danger" | "plain" | "primary";
  number?: string;
}
/**
 * Open jobs by danger × minutes, and responders on duty.
 */
export interface JobList {
  kind: "job_list";
  jobs?: JobRowView[];
  responders?: DispatchResponderView[];
}
/**
 * A job on the dispatcher's list. `urgency` is danger × minutes waited: the list's order. `minutes` since the
 * request. `late` says why it needs a dispatcher: no_provider, late, silent, unconfirmed, reassigning; empty if it
 * doesn't. `refusals` counts who declined or was silent.
 */
export interface JobRowView {
  job: string;
  version: number;
  state: string;
  service: string;
  label: string;
  title: string;
  customer: Named;
  conversation: string;
  plate: string;
  place_text: string;
  requested_at: number;
  minutes: number;
  urgency: number;
  emergency?: boolean;
  place?: MapPoint | null;
  truck?: MapPoint | null;
  responder?: Named | null;
  offered_to?: Named | null;
  arrival?: JobArrival | null;
  stale_since?: number;
  late?: string;
  late_text?: string;
  refusals?: number;
}
/**
 * A responder on duty, on the dispatcher's map.
 */
export interface DispatchResponderView {
  responder: Named;
  place: MapPoint;
  services?: string[];
  job?: string;
  stale_since?: number;
}
/**
 * A job as a dispatcher sees it; `candidates` by the minutes until they are there; `cancel_reasons` one of which a
 * dispatcher gives who cancels it.
 */
export interface JobShown {
  kind: "job_shown";
  job: JobRowView;
  history?: JobHistoryView[];
  candidates?: JobCandidateView[];
  cancel_reasons?: Option[];
}
/**
 * What happened to a job: `text` says it, `by` is who did it.
 */
export interface JobHistoryView {
  at: number;
  what: string;
  text: string;
  by?: string;
  reason?: string;
}
/**
 * A responder who can be given the job: there in `minutes`. `refused`: the reason, if they have refused it.
 */
export interface JobCandidateView {
  responder: Named;
  minutes: number;
  km: number;
  busy?: boolean;
  refused?: string;
}
/**
 * The kinds of reminders. Notices that the law asks for aren't among them: they are always sent.
 */
export interface ReminderChoices {
  kind: "reminder_choices";
  kinds: ReminderChoice[];
}
/**
 * A kind of reminders; `on`: whether the customer gets them.
 */
export interface ReminderChoice {
  kind: string;
  label: string;
  on: boolean;
}
/**
 * The command was executed.
 */
export interface AckFrame {
  event: "ack";
  ref: string;
  result: AnyResult;
}
/**
 * The command was refused and had no effect. `text` is for the person, `code` for the client.
 *
 * `ref` is empty if the frame had no readable one.
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
 * A new message.
 */
export interface MessageFrame {
  event: "message";
  conversation: string;
  message: Message;
}
/**
 * Somebody is typing; valid for 6 seconds or until their next message. `text`: to agents, what a customer who
 * allows that has written so far, its longer numbers masked; stored nowhere.
 */
export interface TypingFrame {
  event: "typing";
  conversation: string;
  by: By;
  text?: string;
}
/**
 * The receipts of a participant have advanced.
 */
export interface ReceiptFrame {
  event: "receipt";
  conversation: string;
  role: string;
  delivered: number;
  read: number;
}
/**
 * The state of a conversation has changed (queue, agent, resolved …).
 */
export interface ConversationFrame {
  event: "conversation";
  conversation: ConversationView;
}
/**
 * To an agent: the conversation is assigned to you, or you are among its `participants`. With its newest `messages`
 * and its customer.
 */
export interface AssignedFrame {
  event: "assigned";
  conversation: ConversationView;
  messages: Message[];
  customer: CustomerView;
}
/**
 * To an agent: the conversation is no longer assigned to you. `reason`: transferred, resolved, connection_lost,
 * unanswered, declined, closed, left.
 */
export interface UnassignedFrame {
  event: "unassigned";
  conversation: string;
  reason: string;
}
/**
 * To agents on duty: the lengths of queues have changed.
 */
export interface QueuesFrame {
  event: "queues";
  queues: QueueView[];
}
/**
 * To the agent of a conversation: a colleague has added a note.
 */
export interface NoteFrame {
  event: "note";
  conversation: string;
  note: NoteView;
}
/**
 * To the agent of a conversation: a word from a supervisor, which is kept as a note. The customer gets nothing.
 */
export interface WhisperFrame {
  event: "whisper";
  conversation: string;
  note: NoteView;
}
/**
 * To the agent of a conversation: it was tagged.
 */
export interface TagsFrame {
  event: "tags";
  conversation: string;
  tags: string[];
}
/**
 * To staff: a colleague's note mentions you.
 */
export interface MentionFrame {
  event: "mention";
  mention: MentionView;
}
/**
 * To staff: a follow-up of yours is new, done, or open again.
 */
export interface FollowUpFrame {
  event: "follow_up";
  follow_up: FollowUpView;
}
/**
 * To the viewers of a conversation: all of them, including the receiver; empty if the receiver may no longer see
 * it.
 */
export interface ViewersFrame {
  event: "viewers";
  conversation: string;
  viewers: Named[];
}
/**
 * A claim has changed: the receiver's own, or of a conversation or department they work for.
 */
export interface ClaimFrame {
  event: "claim";
  claim: ClaimView;
}
/**
 * The state of a file has changed: inspected, quarantined, filed as a document.
 */
export interface UploadFrame {
  event: "upload";
  upload: UploadView;
}
/**
 * To a waiting customer: place in line and waiting time have changed.
 */
export interface WaitingCardFrame {
  event: "waiting_card";
  card: WaitingCardView;
}
/**
 * To the customer of a roadside job, and staff of the conversation: the whole card, which has changed.
 */
export interface JobCardFrame {
  event: "job_card";
  card: JobCardView;
}
/**
 * To a responder: a job is offered to you.
 */
export interface JobOfferFrame {
  event: "job_offer";
  offer: JobOfferView;
}
/**
 * To a responder: your job has changed.
 */
export interface JobUpdateFrame {
  event: "job_update";
  job: ResponderJobView;
}
/**
 * To a responder: the job is no longer offered to you, or no longer yours. `reason`: offer_over, cancelled,
 * reassigned, ended.
 */
export interface JobGoneFrame {
  event: "job_gone";
  job: string;
  reason: string;
}
/**
 * To dispatchers: the list of jobs has changed; at most once in some seconds.
 */
export interface JobsChangedFrame {
  event: "jobs_changed";
}

/** The result in the `ack` of each action. */
export interface Results {
  hello: Welcome;
  ping: Pong;
  open: ConversationOpened;
  history: MessageList;
  conversations: ConversationList;
  close: ConversationChanged;
  reopen: ConversationChanged;
  rate: ConversationChanged;
  leave: ConversationChanged;
  start_identity_check: IdentityCheckStarted;
  confirm_identity_check: IdentityChecked;
  waiting_card: WaitingCardShown;
  keep_waiting: WaitingCardShown;
  call_windows: CallWindows;
  book_call: CallBooked;
  refer: CallBooked;
  referrals: ReferralList;
  leave_message: CallBooked;
  calls: CallList;
  take_call: CallShown;
  finish_call: CallShown;
  change_form: ChangeForm;
  prepare_change: ChangeShown;
  withdraw_change: ChangeShown;
  change: ChangeShown;
  changes: ChangeList;
  sign_change: ChangeShown;
  apply_coupon: ChangeShown;
  send: MessageSent;
  typing: Done;
  delivered: Done;
  read: Done;
  availability: DeskShown;
  desk: DeskShown;
  waiting: QueueEntryList;
  take: Done;
  transfer: Done;
  decline: Done;
  resolve: ConversationChanged;
  customer: CustomerShown;
  timeline: TimelineShown;
  contract_cards: ContractCards;
  viewing: ViewerList;
  invite: ConversationChanged;
  answer_invitation: ConversationChanged;
  end_part: ConversationChanged;
  note: NoteAdded;
  tag: TagList;
  staff: StaffList;
  mentions: MentionList;
  see_mentions: Done;
  follow_ups: FollowUpList;
  follow_up: FollowUpShown;
  finish_follow_up: FollowUpShown;
  search: SearchResults;
  claims: ClaimList;
  claim: ClaimShown;
  work_list: WorkList;
  assist: ClaimShown;
  apply_transition: ClaimShown;
  amend_claim: ClaimShown;
  add_coverage: ClaimShown;
  add_claim_note: ClaimShown;
  account: ClaimShown;
  review: ClaimShown;
  file_as: ClaimShown;
  approvals: ApprovalList;
  prepare_document: DocumentForm;
  request_signature: SignatureRequested;
  upload: UploadTarget;
  upload_parts: UploadTarget;
  uploaded: UploadShown;
  discard: UploadShown;
  get_file: FileLink;
  files: FileList;
  drafts: DraftList;
  correct: DraftShown;
  register: ClaimShown;
  board: Board;
  team: Team;
  served: ServedConversations;
  monitor: ConversationChanged;
  barge: ConversationChanged;
  whisper: Whispered;
  take_over: Done;
  reassign: Done;
  set_membership: Done;
  report: Report;
  export_report: ReportExported;
  open_certificate: CertificateOpened;
  duty: DutyShown;
  position: PositionsTaken;
  my_jobs: MyJobs;
  accept_job: MyJobs;
  decline_job: MyJobs;
  job_step: MyJobs;
  job_card: JobCardShown;
  share_place: JobCardShown;
  withdraw_place: JobCardShown;
  agree_job: JobCardShown;
  cancel_job: JobCardShown;
  confirm_arrival: JobCardShown;
  rate_job: JobCardShown;
  jobs: JobList;
  job: JobShown;
  assign_job: JobShown;
  reminders: ReminderChoices;
  turn_reminder: ReminderChoices;
  push_on: Done;
  push_off: Done;
}
