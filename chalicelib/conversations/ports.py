"""What talking needs of the world."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from chalicelib.content.messages import Message
from chalicelib.content.server_frames import Frame
from chalicelib.content.views import NoteView
from chalicelib.conversations.model import Change, Entry, Head, Link, Side, Utterance
from chalicelib.kernel.clock import Clock
from chalicelib.kernel.ids import IdGenerator


class Store(Protocol):
    """Heads and logs. One call is one request unless it says otherwise."""

    def claim_topic(self, customer: str, topic: str, conversation: str) -> str:
        """The conversation open on this topic: the one given, unless another was there first."""

    def topics(self, customer: str) -> dict[str, str]:
        """topic → open conversation."""

    def free_topic(self, customer: str, topic: str, conversation: str) -> None:
        """Gives the topic up if this conversation holds it."""

    def create(self, head: Head) -> Head:
        """Stores a new head; the stored one if it exists already."""

    def head(self, conversation: str) -> Head | None:
        """The head as it is now (strongly consistent)."""

    def of_customer(self, customer: str, limit: int) -> list[Head]:
        """A customer's conversations, newest first. Two requests."""

    def say(self, utterance: Utterance) -> Head | None:
        """Numbers a message; None where the head refuses it (see `sending.judge`).

        An entry over 288 bytes costs a second request before this one.
        """

    def change(self, seen: Head, change: Change) -> Head | None:
        """Makes a change of state with its notice, if nothing happened since `seen`; else None."""

    def mark(self, conversation: str, person: str, side: Side, delivered: int, read: int) -> Head | None:
        """Raises a participant's watermarks; None if that moved nothing or isn't his to move."""

    def join(self, conversation: str, person: str, side: Side, link: Link) -> Head | None:
        """Adds a device to deliver to; None if the person has no place there."""

    def leave(self, conversation: str, links: frozenset[Link]) -> None:
        """Takes devices off, whosever they are."""

    def log(self, conversation: str, seq: int, client_id: str, entry: Entry) -> None:
        """Writes an entry of the log; writing the same again changes nothing."""

    def fill(self, conversation: str, seq: int, entry: Entry) -> None:
        """Writes an entry where there is none."""

    def logged(self, conversation: str, seqs: Collection[int]) -> set[int]:
        """Which of these entries are in the log. One request for 100."""

    def forget(self, seen: Head) -> None:
        """Removes the slots of the devices silent longest, down to `KEPT_DEVICES`; nothing if one of them has spoken
        since `seen`. What lies in them must be in the log."""

    def settle(self, conversation: str, slot: str, number: int) -> None:
        """Empties a slot whose entry is in the log, if `number` is still its last."""

    def page(self, conversation: str, after: int, before: int, limit: int, newest: bool) -> list[Message]:
        """Log entries with after < seq < before, oldest first; the `limit` newest or the `limit` oldest of them."""

    def add_note(self, conversation: str, note: NoteView) -> None:
        """Keeps a remark between colleagues, apart from the log."""

    def notes(self, conversation: str) -> list[NoteView]:
        """All remarks, oldest first."""


class Courier(Protocol):
    """Delivers frames to connections."""

    def post(self, connections: Collection[str], frame: Frame) -> frozenset[str]:
        """Posts to each; gives the connections that are gone."""

    def find_gone(self, connections: Collection[str]) -> frozenset[str]:
        """Those that are gone, without posting anything."""

    def close(self, connections: Collection[str]) -> None:
        """Ends connections; those that are gone are gone."""


Away = Callable[[Head, Message], None]
"""Told of a message that reached no device of its customer. May be told twice."""

Together = Callable[[Iterable[Callable[[], object]]], None]
"""Runs calls side by side, returns when all are done, raises the first error."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the use cases are given."""

    store: Store
    courier: Courier
    together: Together
    clock: Clock
    ids: IdGenerator
    away: Away
