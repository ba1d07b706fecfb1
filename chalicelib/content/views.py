"""People and conversations, as pages see them."""

from msgspec import Struct


class Named(Struct, frozen=True):
    """A person as another may see them."""

    id: str
    name: str


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


class NoteView(Struct, frozen=True, omit_defaults=True):
    """A note between colleagues; `mentions` are those of them whom it names."""

    at: int
    by: Named
    text: str
    mentions: tuple[Named, ...] = ()


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
