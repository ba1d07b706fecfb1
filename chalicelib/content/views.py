"""Read-only views for pages, assembled from several contexts."""

from msgspec import Struct


class Named(Struct, frozen=True):
    """A person as another may see them."""

    id: str
    name: str


class ChangeRow(Struct, frozen=True):
    """A value of a contract before and after a change."""

    label: str
    before: str
    after: str


class UsableCoupon(Struct, frozen=True):
    """A coupon for a contract; `percent` as text, "" if unknown, `won` what it takes off a year's premium."""

    code: str
    contract: str
    percent: str
    won: int


class ChangeView(Struct, frozen=True, omit_defaults=True):
    """A change of a contract. `difference` says what a year costs more or less (`difference_won`); the customer signs
    `text`, whose SHA-256 is `digest`, until `expires_at` (ms since 1970 UTC). `status`: prepared, withdrawn, expired,
    ordered, done, refused (`reason`)."""

    id: str
    kind: str
    contract: str
    title: str
    rows: tuple[ChangeRow, ...]
    difference_won: int
    difference: str
    starts_on: str
    text: str
    digest: str
    status: str
    expires_at: int
    conversation: str = ""
    reason: str = ""


class Receipts(Struct, frozen=True):
    """Watermarks: everything up to that seq is delivered to, or read by, the participant."""

    delivered: int = 0
    read: int = 0


class ParticipantView(Struct, frozen=True):
    """A member of staff in a conversation beside its agent. `part`: `joined` writes too, `offered` was asked to take it
    over, `accepted` takes it over; shown to staff alone: `invited` was asked to join, `monitoring` reads along."""

    id: str
    name: str
    part: str


class RatingView(Struct, frozen=True, omit_defaults=True):
    """A customer's rating of a conversation that ended: `stars` 1 to 5, 0 for none; `solved`: yes, no, or "" for no
    answer."""

    stars: int = 0
    solved: str = ""


class ConversationView(Struct, frozen=True, omit_defaults=True):
    """A conversation as pages show it.

    `state`: bot, waiting, assigned, resolved, closed. `turn`: whose answer is awaited, "customer" or "agent".
    `fencing_token` rises with every change of state: of two views the one with the higher token is newer. Times in ms
    since 1970 UTC. `first_words` are the customer's, once the conversation has ended. `staffing`, while waiting: who
    can serve the customer, as they were notified last: free, busy, closed, nobody. `delayed`: they were notified that
    it takes longer than it should.
    """

    id: str
    state: str
    fencing_token: int
    seq: int
    topic: str
    opened_at: int
    customer: Named
    turn: str = ""
    agent: Named | None = None
    queue: str = ""
    waiting_since: int = 0
    emergency: bool = False
    outcome: str = ""
    first_words: str = ""
    staffing: str = ""
    delayed: bool = False
    customer_receipts: Receipts = Receipts()
    agent_receipts: Receipts = Receipts()
    rating: RatingView | None = None
    participants: tuple[ParticipantView, ...] = ()


class QueueView(Struct, frozen=True, omit_defaults=True):
    """A queue's length. `oldest` is when its first customer began to wait, 0 if it is empty; `emergencies` is the
    number of customers in an emergency. `on_duty` is the number of its agents on duty, `free` their free capacity;
    `opens_at` is its next opening, 0 within its hours. Times in ms since 1970 UTC."""

    name: str
    label: str
    waiting: int
    oldest: int
    on_duty: int = 0
    free: int = 0
    opens_at: int = 0
    emergencies: int = 0


class QueueEntryView(Struct, frozen=True, omit_defaults=True):
    """A waiting customer; `since` is when they began to wait, in ms since 1970 UTC. `concern` is what they want,
    `words` are their own last words (shortened)."""

    conversation: str
    queue: str
    since: int
    customer: Named
    emergency: bool = False
    concern: str = ""
    words: str = ""
    tags: tuple[str, ...] = ()


class ServiceLevelView(Struct, frozen=True):
    """When answers of a queue are due: `first_ms` of its opening hours after the customer asked for a person, `next_ms`
    after a further message; `goal_percent` of the answers shall be in time. `open` are its opening hours around now:
    pairs of start and end, in ms since 1970 UTC."""

    queue: str
    first_ms: int
    next_ms: int
    goal_percent: int
    open: tuple[tuple[int, int], ...]


class CallView(Struct, frozen=True, omit_defaults=True):
    """A call that is due at a desk, or the answer to a message. `source`: claim, waiting, referral; `channel`: call,
    message, mail. `late`: it wasn't made in time, or had another window for that. `agent` makes it now. Times in
    ms since 1970 UTC."""

    id: str
    desk: str
    desk_label: str
    source: str
    channel: str
    customer: Named
    conversation: str
    starts_at: int
    ends_at: int
    phone: str = ""
    about: str = ""
    claim: str = ""
    agent: Named | None = None
    attempts: int = 0
    late: bool = False
    note: str = ""
    email: str = ""


class ReferralView(Struct, frozen=True, omit_defaults=True):
    """A call, referral or promised answer, as its customer sees it: `label` of the department, `channel` (call,
    message, mail), `status`: open, taken (somebody is at it), done, unreached. Times in ms since 1970 UTC."""

    id: str
    label: str
    channel: str
    starts_at: int
    ends_at: int
    status: str
    about: str = ""


class WaitingCardView(Struct, frozen=True, omit_defaults=True):
    """What a waiting customer is shown. `place` in line; with `is_step` it is a step, and they are within it; `low_s`
    to `high_s` are seconds still to wait from `at` (ms since 1970 UTC), None while they can't be estimated; `at_once`
    is the share of customers in this situation who are served at once. `reason` why it takes longer than before:
    overtaken, fewer_agents. Of two cards the one with the higher `version` is newer. `keeps_waiting`: the customer
    chose so after the delay notice; `with_bot`: and goes on with the bot meanwhile."""

    conversation: str
    queue: str
    version: int
    at: int
    place: int
    is_step: bool = False
    low_s: int | None = None
    high_s: int | None = None
    at_once: float = 0.0
    reason: str = ""
    keeps_waiting: bool = False
    with_bot: bool = False


class ColleagueView(Struct, frozen=True):
    """Another agent, as a target of a transfer."""

    id: str
    name: str
    status: str
    load: int
    capacity: int
    queues: tuple[str, ...]


class AgentStateView(Struct, frozen=True):
    """An agent's state, with queues and colleagues."""

    status: str
    load: int
    capacity: int
    queues: tuple[QueueView, ...]
    colleagues: tuple[ColleagueView, ...]


class NoteView(Struct, frozen=True, omit_defaults=True):
    """A note between colleagues; `mentions` are those of them whom it names."""

    at: int
    by: Named
    text: str
    mentions: tuple[Named, ...] = ()


class StaffView(Struct, frozen=True):
    """Somebody who has a desk, on duty or not."""

    id: str
    name: str
    queues: tuple[str, ...] = ()


class MentionView(Struct, frozen=True):
    """A note that mentions the receiver: when it was written (ms since 1970 UTC), by whom, on which conversation, about
    which customer; `words` are its beginning."""

    at: int
    by: Named
    conversation: str
    customer: Named
    words: str


class FollowUpView(Struct, frozen=True, omit_defaults=True):
    """A task of the receiver for later: what to do, when it is due, on which conversation and customer. `key` names it
    among theirs. `done_at` is 0 while it is open. Times in ms since 1970 UTC."""

    key: str
    text: str
    due_at: int
    at: int
    conversation: str
    customer: Named
    done_at: int = 0


class VehicleView(Struct, frozen=True):
    """The insured car."""

    plate: str
    model: str
    year: int


class ContractView(Struct, frozen=True, omit_defaults=True):
    """The contract at a glance. Dates are ISO; `coverages` are label and limit as the insurer names them, `money`
    payments, driving data and discounts as agents see them: label and value."""

    number: str
    product: str
    starts_on: str
    ends_on: str
    vehicle: VehicleView
    coverages: tuple[tuple[str, str], ...]
    drivers: str
    money: tuple[tuple[str, str], ...] = ()


class FactView(Struct, frozen=True):
    """A field of the accident form: its `slot`, the stored `value`, and `shown`, the value as displayed text."""

    slot: str
    label: str
    value: str
    shown: str


class DraftView(Struct, frozen=True, omit_defaults=True):
    """An accident form that isn't registered yet. `key` names it, and the claim it becomes; `version` rises with every
    change. `conversation` is where it is filled in; `changed_at` in ms since 1970 UTC. `missing` are the questions that
    were not answered, `corrected` the fields that staff changed."""

    key: str
    version: int
    conversation: str
    changed_at: int
    facts: tuple[FactView, ...] = ()
    missing: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()


class CustomerView(Struct, frozen=True, omit_defaults=True):
    """What agents see of a customer: person, contracts, the bot's summary, colleagues' notes, and `drafts` (accident
    forms that are not registered yet, of all conversations, latest first; the command `drafts` returns those that don't
    fit), `tags` of the conversation, and the customer's `concern` in a few words. `locale`: the language in which they
    are spoken to."""

    id: str
    name: str
    phone: str = ""
    contracts: tuple[ContractView, ...] = ()
    summary: tuple[tuple[str, str], ...] = ()
    notes: tuple[NoteView, ...] = ()
    drafts: tuple[DraftView, ...] = ()
    tags: tuple[str, ...] = ()
    concern: str = ""
    locale: str = "ko"


class FoundLineView(Struct, frozen=True):
    """A message with a wanted word, or a part of it: `spans` are pairs of start and end of wanted words in `text`, in
    Unicode characters. `role`: customer or agent."""

    seq: int
    at: int
    role: str
    text: str
    spans: tuple[tuple[int, int], ...]


class SearchResultView(Struct, frozen=True):
    """A conversation that a search found, the first of its messages with a wanted word, and how many they are."""

    conversation: ConversationView
    lines: tuple[FoundLineView, ...]
    messages: int
