"""Connections and conversations as a whole: client → server."""

from typing import Annotated

from msgspec import Meta

from chalicelib.entry.protocol.base import Command, ConversationId, Device, PersonId, QueueName, Seq
from chalicelib.entry.protocol.drafts import DraftDecision


class HelloCommand(Command, frozen=True):
    """First frame of a connection: joins the open conversations and brings what was missed since `cursors`
    (conversation → last seq seen)."""

    device: Device
    cursors: Annotated[dict[ConversationId, Seq], Meta(max_length=100)] = {}


class PingCommand(Command, frozen=True):
    """Keeps the connection (10 minutes of silence end it) and, for agents, their presence."""


class OpenCommand(Command, frozen=True):
    """Opens a conversation, or gives the one already open on this topic. The bot greets in it."""

    device: Device
    topic: QueueName = "general"


class HistoryCommand(Command, frozen=True):
    """A page of the log, oldest first: the last `limit` before seq `before`, or the first after seq `after`."""

    conversation: ConversationId
    before: Seq | None = None
    after: Seq | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class ConversationsCommand(Command, frozen=True):
    """Conversations of a customer, newest first: one's own, or, for agents, those of a customer they serve."""

    customer: PersonId | None = None


class CloseCommand(Command, frozen=True):
    """Ends a conversation; the customer's to do. With an unfinished accident form it is refused (`unfinished_accident`)
    unless `draft` says whether to keep it."""

    conversation: ConversationId
    draft: DraftDecision = ""


class ReopenCommand(Command, frozen=True):
    """Takes a resolved or closed conversation up again, with the bot first."""

    conversation: ConversationId


class LeaveCommand(Command, frozen=True):
    """Stops waiting for an agent: the conversation leaves the line and the bot goes on. The customer's to do. The
    answer shows the conversation as it is then: an agent may have been quicker."""

    conversation: ConversationId


AnyConversationCommand = (
    HelloCommand
    | PingCommand
    | OpenCommand
    | HistoryCommand
    | ConversationsCommand
    | CloseCommand
    | ReopenCommand
    | LeaveCommand
)
