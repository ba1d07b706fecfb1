"""The conversation item: all state except the messages, small enough for one write unit.

It also holds an entry per sending device: the device's last number, the seq that this got and, until it is known to be
logged, the message itself. Invariant: **every seq up to `conversation.seq` is in the log or in a device entry.** A
device entry is overwritten only by the device's next message, which is sent after the previous one was acknowledged,
which happens after that one was logged. A reader that finds a gap in the log can therefore write the missing message
from a device entry.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, Self

from msgspec import Struct
from msgspec.structs import force_setattr

from chalicelib.access.relations import Relation
from chalicelib.content.message_bodies import Body
from chalicelib.content.messages import By, Message, Speaker
from chalicelib.content.views import ConversationView, Named, ParticipantView, RatingView, Receipts
from chalicelib.conversations.states import ANNOUNCED, PENDING, SPEAKING, Part, State

Side = Literal["customer", "agent"]
"""The two sides of a conversation; each has connections and receipts."""

_RELATIONS: dict[Side, Relation] = {"customer": Relation.OWNER, "agent": Relation.SERVES_CONVERSATION}


class OverflowRef(Struct, frozen=True, tag_field="type", tag="apart"):
    """Key of the item that holds a long body: a digest of the body, so that it can't be replaced by another one."""

    key: str


class LogEntry(Struct, frozen=True, array_like=True):
    """A message without its number."""

    at: int
    by: By
    body: Body | OverflowRef


ROLE_SUFFIXES = {Speaker.AGENT: "_a", Speaker.SYSTEM: "_s"}
"""Suffixes of the device keys of agents and of the system; device names contain no underscore."""


class DeviceEntry(Struct, frozen=True):
    """A device's last message; `entry` is None once it is known to be in the log."""

    number: int
    seq: int
    entry: LogEntry | None


class DeviceConnection(NamedTuple):
    """A joined connection; `expires_at` is the expiry of its token in ms since 1970 UTC, in whole seconds."""

    id: str
    expires_at: int

    @classmethod
    def of(cls, connection: str, until: int) -> Self:
        """A connection whose token expires at `until`, rounded down to a second."""
        return cls(connection, until // 1000 * 1000)


class Press(Struct, frozen=True):
    """The last pressed button or submitted form: `digest` from `press_digest`, `at` in ms since 1970 UTC."""

    digest: str
    at: int


class Participant(Struct, frozen=True):
    """A member of staff beside the agent. `number` is the fencing token since which they have this part."""

    name: str
    part: Part
    number: int

    @property
    def relation(self) -> Relation:
        """Their relation to the conversation."""
        if self.part in SPEAKING:
            return Relation.TAKES_PART
        return Relation.INVITED if self.part in PENDING else Relation.MONITORS


class Conversation(Struct, frozen=True):
    """A snapshot of a conversation. Times in ms since 1970 UTC. `staffing` is the last one that the waiting customer
    was notified of; `delayed`: also that it takes longer than it should."""

    id: str
    state: State
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
    receipts: dict[Side, Receipts] = {}
    connections: dict[Side, frozenset[DeviceConnection]] = {}
    device_entries: dict[str, DeviceEntry] = {}
    participants: dict[str, Participant] = {}
    """Staff beside the agent, by their id. Their connections are among the agent's."""
    recent_sends: dict[Side, tuple[int, ...]] = {}
    """Times of the last five messages of a side, oldest first."""
    last_press: Press | None = None
    rating: RatingView | None = None

    def recipients(self, *sides: Side, exclude: str = "") -> frozenset[DeviceConnection]:
        """Connections of these sides (both by default) without `exclude`, including those with an expired token:
        `post_to_connections` skips and removes them."""
        wanted = sides or ("customer", "agent")
        connections = frozenset[DeviceConnection]().union(*(self.connections.get(side, frozenset()) for side in wanted))
        return frozenset(connection for connection in connections if connection.id != exclude)

    def side_of(self, person: str) -> Side | None:
        """The side of a person in the conversation; None for anyone else."""
        if person == self.customer.id:
            return "customer"
        if person in self.participants:
            return "agent"
        return "agent" if self.agent is not None and person == self.agent.id else None

    def relation_of(self, person: str) -> Relation:
        """The relation of a participant, for the table of rights; `NOBODY` for anyone else."""
        if person in self.participants:
            return self.participants[person].relation
        side = self.side_of(person)
        return _RELATIONS[side] if side is not None else Relation.NOBODY

    def view(self, *, for_staff: bool = False) -> ConversationView:
        """The view for the customer's pages, or for staff, who also see whom the customer is not shown."""
        return ConversationView(
            id=self.id,
            state=self.state.value,
            fencing_token=self.fencing_token,
            seq=self.seq,
            topic=self.topic,
            opened_at=self.opened_at,
            customer=self.customer,
            turn=self.turn,
            agent=self.agent,
            queue=self.queue,
            waiting_since=self.waiting_since,
            emergency=self.emergency,
            outcome=self.outcome,
            first_words=self.first_words,
            staffing=self.staffing,
            delayed=self.delayed,
            customer_receipts=self.receipts.get("customer", Receipts()),
            agent_receipts=self.receipts.get("agent", Receipts()),
            rating=self.rating,
            participants=tuple(
                ParticipantView(person, each.name, each.part.value)
                for person, each in sorted(self.participants.items())
                if for_staff or each.part in ANNOUNCED
            ),
        )


class OutgoingMessage(Struct, frozen=True):
    """A message that has no seq yet. `device`:`number` identifies it, `entry` is its content.

    `sender_id` is the person, bot or system. `fencing_token` is required of the bot and None for persons.
    `press_digest` identifies a pressed button or form (see `press_digest`): an immediate repeat isn't a second message.
    `expected_seq` is the seq that it must follow, if any. `is_body_stored`: a long body was stored before.
    `is_beside_agent`: the sender is a participant beside the agent.

    The last three fields follow from the others. `device_key` is the key of the device's entry. Keys of agents and of
    the system have a suffix: everybody can read the others' device names in `client_id` and must not be able to use
    their numbers.
    """

    conversation: str
    device: str
    number: int
    entry: LogEntry
    sender_id: str
    fencing_token: int | None = None
    press_digest: str = ""
    expected_seq: int | None = None
    is_body_stored: bool = False
    is_beside_agent: bool = False
    speaker: Speaker = Speaker.SYSTEM
    client_id: str = ""
    device_key: str = ""

    def __post_init__(self) -> None:
        speaker = self.entry.by.role
        force_setattr(self, "speaker", speaker)
        force_setattr(self, "client_id", f"{self.device}:{self.number}")
        force_setattr(self, "device_key", self.device + ROLE_SUFFIXES.get(speaker, ""))

    def with_seq(self, seq: int) -> Message:
        """The message with its seq."""
        body = self.entry.body
        assert not isinstance(body, OverflowRef), "an outgoing message has its whole body"  # noqa: S101 - invariant, not input
        return Message(seq=seq, at=self.entry.at, by=self.entry.by, body=body, client_id=self.client_id)


def device_of_key(device_key: str) -> str:
    """The device of a device key."""
    return device_key.partition("_")[0]


class StateChange(Struct, frozen=True):
    """A change of state and its notice, written together.

    `updates` are conversation fields by name; None clears one. `participants` get the part here; None ends it. The
    number of the notice is the new fencing token, so that it is sent once. A change without a notice is not seen by the
    customer: it changes neither state nor seq.
    """

    state: State
    notice: LogEntry | None
    updates: dict[str, object] = {}
    participants: dict[str, Participant | None] = {}


class QueueStatus(Struct, frozen=True):
    """The status of a queue for a waiting customer: who can serve them (`staffing`: free, busy, closed, nobody), as
    `text`, and the values in it (`data`: phone, opens (ISO), and the queue's label and hours in each language, as
    `queue_en`)."""

    queue: str
    staffing: str
    text: str
    data: Mapping[str, str]

    def notice_data(self) -> dict[str, str]:
        """The data of a notice."""
        return {"queue": self.queue, "staffing": self.staffing, **self.data}
