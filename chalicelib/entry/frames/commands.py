"""Client → server. A frame is `{"action": …, "ref": …, …}`; each is answered by exactly one `ack` or `error`."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.content.bodies import (
    Answer,
    Card,
    File,
    Form,
    Key,
    Location,
    LongText,
    Signed,
    Signing,
    Submission,
    Text,
)
from chalicelib.entry.frames.base import ClientId, Command, ConversationId, Device, PersonId, QueueName, Seq
from chalicelib.entry.frames.claims import ClaimCommand
from chalicelib.entry.frames.drafts import DraftCommand, Ending
from chalicelib.entry.frames.push import PushCommand


class Hello(Command, frozen=True):
    """First frame of a connection: joins the open conversations and brings what was missed since `cursors`
    (conversation → last seq seen)."""

    device: Device
    cursors: Annotated[dict[ConversationId, Seq], Meta(max_length=100)] = {}


class Ping(Command, frozen=True):
    """Keeps the connection (10 minutes of silence end it) and, for agents, their presence."""


class Open(Command, frozen=True):
    """Opens a conversation, or gives the one already open on this topic. The bot greets in it."""

    device: Device
    topic: QueueName = "general"


class Send(Command, frozen=True):
    """Says something. Customers: text, answer, submission, location, file, signed; agents: text, card, form, file,
    signing."""

    conversation: ConversationId
    client_id: ClientId
    body: Text | Answer | Submission | Card | Form | Location | File | Signing | Signed


class Typing(Command, frozen=True):
    """The caller is typing; passed on, never stored."""

    conversation: ConversationId


class Delivered(Command, frozen=True):
    """Everything up to `seq` is on this person's device."""

    conversation: ConversationId
    seq: Seq


class Read(Command, frozen=True):
    """Everything up to `seq` has been seen."""

    conversation: ConversationId
    seq: Seq


class History(Command, frozen=True):
    """A page of the log, oldest first: the last `limit` before seq `before`, or the first after seq `after`."""

    conversation: ConversationId
    before: Seq | None = None
    after: Seq | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class Conversations(Command, frozen=True):
    """Conversations of a customer, newest first: one's own, or, for agents, those of a customer they serve."""

    customer: PersonId | None = None


class Close(Command, frozen=True):
    """Ends a conversation; the customer's to do. With an unfinished accident form it is refused (`unfinished_accident`)
    unless `draft` says whether to keep it."""

    conversation: ConversationId
    draft: Ending = ""


class Reopen(Command, frozen=True):
    """Takes a resolved or closed conversation up again, with the bot first."""

    conversation: ConversationId


class Leave(Command, frozen=True):
    """Stops waiting for an agent: the conversation leaves the line and the bot goes on. The customer's to do. The
    answer shows the conversation as it is then: an agent may have been quicker."""

    conversation: ConversationId


class Availability(Command, frozen=True):
    """An agent comes on duty, pauses (keeps his conversations, gets no new ones) or leaves."""

    status: Literal["available", "paused", "offline"]


class Desk(Command, frozen=True):
    """An agent's desk: his state and load, the queues' lengths, his colleagues."""


class Waiting(Command, frozen=True):
    """Who waits, in all queues or in one, in the order in which they will be served."""

    queue: QueueName | None = None


class Take(Command, frozen=True):
    """Picks a waiting conversation instead of waiting for the match."""

    conversation: ConversationId


class Transfer(Command, frozen=True):
    """Hands a conversation to a queue or to a colleague; exactly one of the two."""

    conversation: ConversationId
    queue: QueueName | None = None
    agent: PersonId | None = None
    note: Annotated[str, Meta(max_length=2_000)] = ""


class Resolve(Command, frozen=True):
    """The agent's work on it is done. With an unfinished accident form it is refused (`unfinished_accident`) unless
    `draft` says whether to keep it."""

    conversation: ConversationId
    outcome: Key
    note: Annotated[str, Meta(max_length=2_000)] = ""
    draft: Ending = ""


class Note(Command, frozen=True):
    """A remark for colleagues; the customer never sees it."""

    conversation: ConversationId
    text: LongText


class Customer(Command, frozen=True):
    """What an agent must know of the customer of a conversation: person, vehicle, contract, summary, notes."""

    conversation: ConversationId


class Looking(Command, frozen=True):
    """Says that the caller has a conversation open, one in line or one that he may read; again every 30 s as long as it
    is so. `away`: not any more. It is heard by the others who have it open."""

    conversation: ConversationId
    away: bool = False


AnyCommand = (
    Hello | Ping | Open | Send | Typing | Delivered | Read | History | Conversations | Close | Reopen | Leave
    | Availability | Desk | Waiting | Take | Transfer | Resolve | Note | Customer | Looking
    | ClaimCommand | DraftCommand | PushCommand
)  # fmt: skip
__all__ = ["AnyCommand", "Command"]
