"""Server frames, and results of messages, conversations and the agent desk.

A frame is `{"event": …, …}`; `ack` and `error` carry the `ref` of the command.
"""

from msgspec import Struct

from chalicelib.content.desk_rules import DeskRules
from chalicelib.content.message_bodies import Body
from chalicelib.content.messages import Message
from chalicelib.content.server_frames import AnyEventFrame, Frame
from chalicelib.content.views import AgentStateView, ConversationView, CustomerView, Named, NoteView, QueueEntryView
from chalicelib.entry.protocol.base import Result


class SignedInPerson(Struct, frozen=True):
    """The identity of the caller."""

    id: str
    role: str
    name: str


class ConversationUpdate(Struct, frozen=True, omit_defaults=True):
    """A conversation and its messages since the caller's cursor.

    `resync`: the cursor was too old or unknown. `messages` are the newest; discard all earlier ones.
    `more`: there are more messages than fit. Get them with `history`, `after` the last seq of `messages` (or, after a
    resync, `before` the first).
    """

    conversation: ConversationView
    messages: tuple[Message, ...] = ()
    resync: bool = False
    more: bool = False


class Welcome(Result, frozen=True):
    """The result of `hello`. `server_time`, and `expires_at` of the token, in ms since 1970 UTC. `desk` and
    `desk_rules` are for staff."""

    you: SignedInPerson
    server_time: int
    expires_at: int
    conversations: tuple[ConversationUpdate, ...] = ()
    desk: AgentStateView | None = None
    desk_rules: DeskRules | None = None


class ConversationOpened(Result, frozen=True):
    """The new or already open conversation with its newest messages."""

    conversation: ConversationView
    messages: tuple[Message, ...] = ()


class MessageSent(Result, frozen=True):
    """Number and time of the message; the same for every repeat of its client_id. `body` is the stored body where it
    differs from the one sent: resident registration numbers masked, label of the pressed button filled in."""

    conversation: str
    client_id: str
    seq: int
    at: int
    body: Body | None = None


class MessageList(Result, frozen=True):
    """A page of messages, oldest first. `more`: there are further messages in the requested direction."""

    conversation: str
    messages: tuple[Message, ...]
    more: bool


class ConversationList(Result, frozen=True):
    """Conversations, newest first."""

    conversations: tuple[ConversationView, ...]


class ConversationChanged(Result, frozen=True):
    """The conversation after the command."""

    conversation: ConversationView


class DeskShown(Result, frozen=True):
    """The agent desk: status, queues, colleagues."""

    desk: AgentStateView


class QueueEntryList(Result, frozen=True):
    """Waiting customers, at most 1,000: the first of each queue."""

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


class Pong(Result, frozen=True):
    """The result of `ping`. `server_time` in ms since 1970 UTC."""

    server_time: int


class Done(Result, frozen=True):
    """The command was executed; there is nothing to return."""


class AckFrame(Frame, frozen=True):
    """The command was executed."""

    ref: str
    result: Result


class ErrorFrame(Frame, frozen=True):
    """The command was refused and had no effect. `text` is for the person, `code` for the client.

    `ref` is empty if the frame had no readable one.
    """

    ref: str
    code: str
    text: str
    retryable: bool
    details: dict[str, str | int] = {}


AnyFrame = AckFrame | ErrorFrame | AnyEventFrame
