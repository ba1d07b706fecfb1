"""Ports of conversations."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from chalicelib.content.message_bodies import Notice
from chalicelib.content.messages import Message
from chalicelib.content.server_frames import Frame
from chalicelib.content.views import NoteView, RatingView
from chalicelib.conversations.model import Conversation, DeviceConnection, LogEntry, OutgoingMessage, Side, StateChange
from chalicelib.kernel.clock import Clock
from chalicelib.kernel.ids import IdGenerator
from chalicelib.kernel.optimistic_update import SYSTEM_BACKOFF, Backoff
from chalicelib.kernel.parallel import RunParallel

if TYPE_CHECKING:  # not loaded for a message
    from chalicelib.conversations.events import ConversationEvent, MentionEvent, RatingEvent


class ConversationStore(Protocol):
    """Conversations and logs. A call is one request unless stated otherwise."""

    def claim_topic(self, customer: str, topic: str, conversation_id: str) -> str:
        """The open conversation of this topic: the given one, unless another claimed it before."""

    def topics(self, customer: str) -> dict[str, str]:
        """topic → open conversation."""

    def free_topic(self, customer: str, topic: str, conversation_id: str) -> None:
        """Releases the topic if this conversation holds it."""

    def create(self, conversation: Conversation, event: ConversationEvent) -> Conversation | None:
        """Stores a new conversation, and its event in the outbox; returns the stored one if it exists, None if another
        device is just storing it. Two requests if it exists."""

    def get(self, conversation_id: str) -> Conversation | None:
        """The current conversation, strongly consistent."""

    def get_many(self, conversation_ids: Iterable[str]) -> dict[str, Conversation]:
        """The current conversations that exist, by id, strongly consistent. A request for 100 of them."""

    def of_customer(self, customer: str, limit: int) -> list[Conversation]:
        """A customer's conversations, newest first. Two requests."""

    def number_message(self, outgoing: OutgoingMessage) -> Conversation | None:
        """Numbers a message; None where the conversation refuses it (see `explain_refusal`).

        An entry over 288 bytes costs a second request before this one, unless its body is stored.
        """

    def store_long_body(self, conversation_id: str, entry: LogEntry) -> None:
        """Stores the body of an entry over 288 bytes; no request for a shorter one. Idempotent."""

    def change_state(
        self, previous: Conversation, change: StateChange, event: ConversationEvent | None = None
    ) -> Conversation | None:
        """Makes a change of state with its notice, if nothing happened since `previous`; else None. With an event in
        the outbox it is two requests, and the conversation returned may have changed since."""

    def advance_receipt(
        self, conversation_id: str, person: str, side: Side, delivered: int, read: int
    ) -> Conversation | None:
        """Advances a participant's receipts; None if they weren't ahead or the person doesn't take part."""

    def add_connection(
        self, conversation_id: str, person: str, side: Side, connection: DeviceConnection
    ) -> Conversation | None:
        """Adds a connection; None if the person doesn't take part."""

    def add_connection_to(
        self, conversation_ids: Sequence[str], person: str, side: Side, connection: DeviceConnection
    ) -> list[Conversation]:
        """Adds a connection to several different conversations; returns those in which the person takes part."""

    def remove_connections(self, conversation_id: str, connections: frozenset[DeviceConnection]) -> None:
        """Removes connections of either side."""

    def write_log(self, conversation_id: str, seq: int, client_id: str, entry: LogEntry) -> None:
        """Writes a log entry; idempotent."""

    def fill_gap(self, conversation_id: str, seq: int, entry: LogEntry) -> None:
        """Writes a log entry if there is none with this seq."""

    def logged_seqs(self, conversation_id: str, seqs: Collection[int]) -> set[int]:
        """The seqs that are in the log. One request per 100."""

    def prune_devices(self, previous: Conversation) -> None:
        """Removes the entries of the devices that have been silent longest, down to `MAX_KEPT_DEVICES`; nothing if one
        of them has sent since `previous`. Requires that the entries are in the log."""

    def clear_entry(self, conversation_id: str, device_entry: str, number: int) -> None:
        """Clears a logged device entry, if `number` is still its last."""

    def page(self, conversation_id: str, after: int, before: int, limit: int, newest: bool) -> list[Message]:
        """Log entries with after < seq < before, oldest first; the `limit` newest or the `limit` oldest of them."""

    def rate(self, previous: Conversation, rating: RatingView, event: RatingEvent) -> Conversation | None:
        """Stores a rating, with its event in the outbox, if neither state nor rating changed since `previous`; else
        None. Two requests."""

    def add_note(self, conversation_id: str, note: NoteView, event: MentionEvent | None = None) -> None:
        """Stores a note between colleagues, outside the log; with an event in the outbox, where it mentions some."""

    def notes(self, conversation_id: str) -> list[NoteView]:
        """All notes, oldest first."""

    def set_tags(self, conversation_id: str, tags: tuple[str, ...]) -> None:
        """Stores the tags of a conversation, instead of those before."""

    def tags_of(self, conversation_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Conversation → its tags, of those that have some. A request for 100 of them."""


class Courier(Protocol):
    """Delivers frames to connections."""

    def post(self, connections: Collection[str], frame: Frame) -> frozenset[str]:
        """Posts to each; returns the connections that are gone."""

    def find_gone(self, connections: Collection[str]) -> frozenset[str]:
        """Those that are gone, without posting anything."""

    def close(self, connections: Collection[str]) -> None:
        """Closes connections; ignores those that are gone."""


UnreachedHook = Callable[[Conversation, Message], None]
"""Called for a message that reached no device of its customer. May be called twice."""


PublishedHook = Callable[[str], None]
"""Called with the id of a conversation after an event of it was published."""


class NoticeFactory(Protocol):
    """Creates a notice by its code from the texts."""

    def __call__(self, code: str, **data: str) -> Notice: ...


class ConversationPorts(Struct, frozen=True):
    """The dependencies of the use cases."""

    store: ConversationStore
    courier: Courier
    run_parallel: RunParallel
    clock: Clock
    ids: IdGenerator
    on_unreached: UnreachedHook
    on_published: PublishedHook
    backoff: Backoff = SYSTEM_BACKOFF
