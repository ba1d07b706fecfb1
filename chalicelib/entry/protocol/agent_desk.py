"""An agent's desk: client → server."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.content.message_bodies import Key, LongText
from chalicelib.entry.protocol.base import Command, ConversationId, PersonId, QueueName
from chalicelib.entry.protocol.drafts import DraftDecision


class AvailabilityCommand(Command, frozen=True):
    """An agent comes on duty, pauses (keeps their conversations, gets no new ones) or leaves."""

    status: Literal["available", "paused", "offline"]


class DeskCommand(Command, frozen=True):
    """An agent's desk: their state and load, the queues' lengths, their colleagues."""


class WaitingCommand(Command, frozen=True):
    """Who waits, in all queues or in one, in the order in which they will be served."""

    queue: QueueName | None = None


class TakeCommand(Command, frozen=True):
    """Picks a waiting conversation instead of waiting for the match."""

    conversation: ConversationId


class TransferCommand(Command, frozen=True):
    """Hands a conversation to a queue or to a colleague; exactly one of the two."""

    conversation: ConversationId
    queue: QueueName | None = None
    agent: PersonId | None = None
    note: Annotated[str, Meta(max_length=2_000)] = ""


class ResolveCommand(Command, frozen=True):
    """The agent's work on it is done. With an unfinished accident form it is refused (`unfinished_accident`) unless
    `draft` says whether to keep it."""

    conversation: ConversationId
    outcome: Key
    note: Annotated[str, Meta(max_length=2_000)] = ""
    draft: DraftDecision = ""


class NoteCommand(Command, frozen=True):
    """A remark for colleagues; the customer never sees it."""

    conversation: ConversationId
    text: LongText


class CustomerCommand(Command, frozen=True):
    """What an agent must know of the customer of a conversation: person, vehicle, contract, summary, notes."""

    conversation: ConversationId


class ViewingCommand(Command, frozen=True):
    """Says that the caller has a conversation open, one in line or one that they may read. Repeated every 30 s while
    it is open; `away` says that it no longer is. The others who have it open are told."""

    conversation: ConversationId
    away: bool = False


AnyAgentDeskCommand = (
    AvailabilityCommand
    | DeskCommand
    | WaitingCommand
    | TakeCommand
    | TransferCommand
    | ResolveCommand
    | NoteCommand
    | CustomerCommand
    | ViewingCommand
)
