"""Commands and results of the agent desk."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.content.message_bodies import Key, LongText
from chalicelib.content.views import AgentStateView, CustomerView, Named, NoteView, QueueEntryView
from chalicelib.entry.protocol.base import Command, ConversationId, PersonId, QueueName, Result
from chalicelib.entry.protocol.drafts import DraftDecision


class AvailabilityCommand(Command, frozen=True):
    """Sets an agent's status. While paused they keep their conversations and get no new ones."""

    status: Literal["available", "paused", "offline"]


class DeskCommand(Command, frozen=True):
    """Gets the agent's status and load, the lengths of the queues, and colleagues."""


class WaitingCommand(Command, frozen=True):
    """Lists waiting customers of all queues or of one, in the order in which they will be served."""

    queue: QueueName | None = None


class TakeCommand(Command, frozen=True):
    """Assigns a waiting conversation to the caller without waiting for the match."""

    conversation: ConversationId


class TransferCommand(Command, frozen=True):
    """Transfers a conversation to a queue or to a colleague; exactly one of the two."""

    conversation: ConversationId
    queue: QueueName | None = None
    agent: PersonId | None = None
    note: Annotated[str, Meta(max_length=2_000)] = ""


class ResolveCommand(Command, frozen=True):
    """Resolves a conversation. Refused with `unfinished_accident` while there is a draft, unless `draft` decides what
    happens to it."""

    conversation: ConversationId
    outcome: Key
    note: Annotated[str, Meta(max_length=2_000)] = ""
    draft: DraftDecision = ""


class NoteCommand(Command, frozen=True):
    """Adds a note for colleagues; the customer never sees it."""

    conversation: ConversationId
    text: LongText


class CustomerCommand(Command, frozen=True):
    """Gets the customer of a conversation: person, contracts and vehicles, summary, notes, drafts."""

    conversation: ConversationId


class ViewingCommand(Command, frozen=True):
    """The caller is viewing a conversation that waits or that they may read. Sent every 30 s while it is open, and with
    `away` when it no longer is. The other viewers get the event `viewers`."""

    conversation: ConversationId
    away: bool = False


class DeskShown(Result, frozen=True):
    """The agent desk: status, queues, colleagues."""

    desk: AgentStateView


class QueueEntryList(Result, frozen=True):
    """Waiting customers: the first 200 of each queue, or as many as fit."""

    entries: tuple[QueueEntryView, ...]


class CustomerShown(Result, frozen=True):
    """A customer as shown to agents."""

    customer: CustomerView


class NoteAdded(Result, frozen=True):
    """The stored note."""

    note: NoteView


class ViewerList(Result, frozen=True):
    """All viewers of the conversation including the caller; empty after `away`."""

    viewers: tuple[Named, ...]
