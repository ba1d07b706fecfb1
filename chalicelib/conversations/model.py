"""The head of a conversation: everything but the words, small enough for one write unit.

The head also holds, per sending device, a slot with that device's last number, the seq it got and, until it is known
to be logged, the entry itself. Invariant: **every seq up to `head.seq` is in the log or in a slot.** A device's slot is
overwritten only by its own next message, which it sends once the previous one was acknowledged, which happens once
that one is logged. Whoever reads a log with a hole therefore finds the missing entry in a slot and can write it.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Self

from msgspec import Struct

from chalicelib.content.message_bodies import Body
from chalicelib.content.messages import By, Message, Speaker
from chalicelib.content.views import ConversationView, Named, Receipts
from chalicelib.conversations.states import State

Side = Literal["customer", "agent"]
"""The two ends of a conversation; each has devices to deliver to and watermarks."""


class OverflowRef(Struct, frozen=True, tag_field="type", tag="apart"):
    """Where a long body lies: under the digest of its words, so that nobody can lay other words there."""

    key: str


class LogEntry(Struct, frozen=True, array_like=True):
    """What was said, without its number."""

    at: int
    by: By
    body: Body | OverflowRef


ROLE_SUFFIXES = {Speaker.AGENT: "_a", Speaker.SYSTEM: "_s"}
"""Ends the slot name of an agent's device, and of what speaks for the centre; device names have no underscore."""


@dataclass(frozen=True, slots=True)
class DeviceEntry:
    """A device's last message; `entry` is None once it was known to be in the log."""

    number: int
    seq: int
    entry: LogEntry | None


class DeviceConnection(NamedTuple):
    """A connection to deliver to until the token behind it ends: `until` in ms since 1970 UTC, whole seconds."""

    id: str
    expires_at: int

    @classmethod
    def of(cls, connection: str, until: int) -> Self:
        """Of a token that ends at `until`, with what is over a whole second left out."""
        return cls(connection, until // 1000 * 1000)


@dataclass(frozen=True, slots=True)
class Press:
    """The button pressed, or form sent, last: `what` by `pressing.press_of`, `at` in ms since 1970 UTC."""

    digest: str
    at: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation at one moment. Times in ms since 1970 UTC; `links` are the connections to deliver to;
    `staffing` is what somebody in line was told last of who can take them."""

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
    danger: bool = False
    outcome: str = ""
    staffing: str = ""
    receipts: dict[Side, Receipts] = field(default_factory=dict)
    connections: dict[Side, frozenset[DeviceConnection]] = field(default_factory=dict)
    device_entries: dict[str, DeviceEntry] = field(default_factory=dict)
    recent_sends: dict[Side, tuple[int, ...]] = field(default_factory=dict)
    """When the last five messages of a side were said, oldest first."""
    last_press: Press | None = None

    def recipients(self, *sides: Side, exclude: str = "") -> frozenset[DeviceConnection]:
        """Connections of these sides (both, if none is named), without the one that speaks; also those whose token has
        ended since: `talking.deliver` passes them over."""
        wanted = sides or ("customer", "agent")
        connections = frozenset[DeviceConnection]().union(*(self.connections.get(side, frozenset()) for side in wanted))
        return frozenset(connection for connection in connections if connection.id != exclude)

    def side_of(self, person: str) -> Side | None:
        """Which end a person is on; None for a stranger."""
        if person == self.customer.id:
            return "customer"
        return "agent" if self.agent is not None and person == self.agent.id else None

    def view(self) -> ConversationView:
        """The picture that pages are shown."""
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
            danger=self.danger,
            outcome=self.outcome,
            staffing=self.staffing,
            customer_receipts=self.receipts.get("customer", Receipts()),
            agent_receipts=self.receipts.get("agent", Receipts()),
        )


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A message on its way to getting a number: `device`:`number` is its identity, `entry` its content.

    `who` is the person (or bot, system) as the head knows him; `epoch` fences the bot, None for people. `press` names
    the button or form (see `pressing.press_of`): the same once more at once is no second message. `after` is the seq
    that it must follow, if that matters.
    """

    conversation: str
    device: str
    number: int
    entry: LogEntry
    sender_id: str
    fencing_token: int | None = None
    press_digest: str = ""
    expected_seq: int | None = None

    @property
    def client_id(self) -> str:
        return f"{self.device}:{self.number}"

    @property
    def device_key(self) -> str:
        """The device's place in the head. Agents' and the centre's are marked: everybody reads the others' device names
        in `client_id` and must not be able to use up their numbers."""
        return self.device + ROLE_SUFFIXES.get(self.speaker, "")

    @property
    def speaker(self) -> Speaker:
        return self.entry.by.role

    def with_seq(self, seq: int) -> Message:
        """The message, once it has its seq."""
        body = self.entry.body
        assert not isinstance(body, OverflowRef), "an utterance carries its whole body"  # noqa: S101 - invariant, not input
        return Message(seq=seq, at=self.entry.at, by=self.entry.by, body=body, client_id=self.client_id)


def device_of_key(device_key: str) -> str:
    """The device behind a slot's name."""
    return device_key.partition("_")[0]


@dataclass(frozen=True, slots=True)
class StateChange:
    """A change of state with the notice that tells of it, made in one write.

    `sets` are head fields by name; None clears. `number` of the notice is the new epoch, so that it is said once.
    """

    state: State
    notice: LogEntry
    updates: dict[str, object] = field(default_factory=dict)
