"""What talking needs of the world."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from chalicelib.content.messages import Message
from chalicelib.content.server_frames import Frame
from chalicelib.content.views import NoteView
from chalicelib.conversations.model import Conversation, DeviceConnection, LogEntry, OutgoingMessage, Side, StateChange
from chalicelib.kernel.clock import Clock
from chalicelib.kernel.ids import IdGenerator


class Store(Protocol):
    """Heads and logs. One call is one request unless it says otherwise."""

    def claim_topic(self, customer: str, topic: str, conversation_id: str) -> str:
        """The conversation open on this topic: the one given, unless another was there first."""

    def topics(self, customer: str) -> dict[str, str]:
        """topic → open conversation."""

    def free_topic(self, customer: str, topic: str, conversation_id: str) -> None:
        """Gives the topic up if this conversation holds it."""

    def create(self, conversation: Conversation) -> Conversation:
        """Stores a new head; the stored one if it exists already."""

    def get(self, conversation_id: str) -> Conversation | None:
        """The head as it is now (strongly consistent)."""

    def of_customer(self, customer: str, limit: int) -> list[Conversation]:
        """A customer's conversations, newest first. Two requests."""

    def number_message(self, outgoing: OutgoingMessage) -> Conversation | None:
        """Numbers a message; None where the head refuses it (see `sending.judge`).

        An entry over 288 bytes costs a second request before this one.
        """

    def change_state(self, previous: Conversation, change: StateChange) -> Conversation | None:
        """Makes a change of state with its notice, if nothing happened since `seen`; else None."""

    def advance_receipt(
        self, conversation_id: str, person: str, side: Side, delivered: int, read: int
    ) -> Conversation | None:
        """Raises a participant's watermarks; None if that moved nothing or isn't his to move."""

    def add_connection(
        self, conversation_id: str, person: str, side: Side, connection: DeviceConnection
    ) -> Conversation | None:
        """Adds a device to deliver to; None if the person has no place there."""

    def remove_connections(self, conversation_id: str, connections: frozenset[DeviceConnection]) -> None:
        """Takes devices off, whosever they are."""

    def write_log(self, conversation_id: str, seq: int, client_id: str, entry: LogEntry) -> None:
        """Writes an entry of the log; writing the same again changes nothing."""

    def fill_gap(self, conversation_id: str, seq: int, entry: LogEntry) -> None:
        """Writes an entry where there is none."""

    def logged_seqs(self, conversation_id: str, seqs: Collection[int]) -> set[int]:
        """Which of these entries are in the log. One request for 100."""

    def prune_devices(self, previous: Conversation) -> None:
        """Removes the slots of the devices silent longest, down to `KEPT_DEVICES`; nothing if one of them has spoken
        since `seen`. What lies in them must be in the log."""

    def clear_entry(self, conversation_id: str, device_entry: str, number: int) -> None:
        """Empties a slot whose entry is in the log, if `number` is still its last."""

    def page(self, conversation_id: str, after: int, before: int, limit: int, newest: bool) -> list[Message]:
        """Log entries with after < seq < before, oldest first; the `limit` newest or the `limit` oldest of them."""

    def add_note(self, conversation_id: str, note: NoteView) -> None:
        """Keeps a remark between colleagues, apart from the log."""

    def notes(self, conversation_id: str) -> list[NoteView]:
        """All remarks, oldest first."""


class Courier(Protocol):
    """Delivers frames to connections."""

    def post(self, connections: Collection[str], frame: Frame) -> frozenset[str]:
        """Posts to each; gives the connections that are gone."""

    def find_gone(self, connections: Collection[str]) -> frozenset[str]:
        """Those that are gone, without posting anything."""

    def close(self, connections: Collection[str]) -> None:
        """Ends connections; those that are gone are gone."""


UnreachedHook = Callable[[Conversation, Message], None]
"""Told of a message that reached no device of its customer. May be told twice."""

RunParallel = Callable[[Iterable[Callable[[], object]]], None]
"""Runs calls side by side, returns when all are done, raises the first error."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the use cases are given."""

    store: Store
    courier: Courier
    run_parallel: RunParallel
    clock: Clock
    ids: IdGenerator
    on_unreached: UnreachedHook
