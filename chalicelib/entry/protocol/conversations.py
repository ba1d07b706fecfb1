"""Commands of connections and of whole conversations."""

from typing import Annotated

from msgspec import Meta

from chalicelib.entry.protocol.base import Command, ConversationId, Device, PersonId, QueueName, Seq
from chalicelib.entry.protocol.drafts import DraftDecision


class HelloCommand(Command, frozen=True):
    """First frame of a connection: joins the open conversations and gets the messages missed since `cursors`
    (conversation → last seq received)."""

    device: Device
    cursors: Annotated[dict[ConversationId, Seq], Meta(max_length=100)] = {}


class PingCommand(Command, frozen=True):
    """Keeps the connection alive (API Gateway closes it after 10 idle minutes) and, for agents, their presence."""


class OpenCommand(Command, frozen=True):
    """Opens a conversation, or returns the one already open on this topic. The bot greets in it."""

    device: Device
    topic: QueueName = "general"


class HistoryCommand(Command, frozen=True):
    """Gets a page of messages, oldest first: the last `limit` before seq `before`, or the first after seq `after`."""

    conversation: ConversationId
    before: Seq | None = None
    after: Seq | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class ConversationsCommand(Command, frozen=True):
    """Lists conversations of a customer, newest first: the caller's own or, for agents, of a customer they serve."""

    customer: PersonId | None = None


class CloseCommand(Command, frozen=True):
    """Closes a conversation; for customers. Refused with `unfinished_accident` while there is a draft, unless `draft`
    decides what happens to it."""

    conversation: ConversationId
    draft: DraftDecision = ""


class ReopenCommand(Command, frozen=True):
    """Reopens a resolved or closed conversation, with the bot."""

    conversation: ConversationId


class LeaveCommand(Command, frozen=True):
    """Leaves the queue: the customer no longer waits and the bot continues. The result is the conversation afterwards:
    an agent may have taken it in the meantime."""

    conversation: ConversationId
