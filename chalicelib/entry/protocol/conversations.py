"""Commands and results of connections and of whole conversations."""

from typing import Annotated

from msgspec import Meta, Struct

from chalicelib.content.accident_form import AccidentForm
from chalicelib.content.claim_labels import ClaimLabels
from chalicelib.content.desk_rules import DeskRules
from chalicelib.content.message_bodies import Option
from chalicelib.content.messages import Message
from chalicelib.content.views import AgentStateView, ConversationView
from chalicelib.entry.protocol.base import Command, ConversationId, Device, PersonId, QueueName, Result, Seq
from chalicelib.entry.protocol.drafts import DraftDecision

PROTOCOL_VERSION = "1.0.0"
"""Version of the protocol: the second number rises with each addition, the first with a change that older clients don't
understand."""


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
    """Gets a page of messages, oldest first: the last `limit` before seq `before`; with `after`, the first `limit`
    after that seq (and before `before`, if both are given)."""

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
    """The result of `hello`. `protocol` is the protocol's version. `server_time`, and `expires_at` of the token, in ms
    since 1970 UTC.

    For staff: `desk`, `desk_rules`, `accident_form`, `claim_labels`, and `renewal_days`: a contract can be renewed from
    this many days before its end. For customers: `banks` (those of an `account`, with labels), and
    `slow_check_seconds`: after this time a page says that the check of a file takes long. `file_suffixes` are the
    suffixes of files that may be sent, without a dot."""

    protocol: str
    you: SignedInPerson
    server_time: int
    expires_at: int
    conversations: tuple[ConversationUpdate, ...] = ()
    desk: AgentStateView | None = None
    desk_rules: DeskRules | None = None
    accident_form: AccidentForm | None = None
    claim_labels: ClaimLabels | None = None
    renewal_days: int = 0
    file_suffixes: tuple[str, ...] = ()
    banks: tuple[Option, ...] = ()
    slow_check_seconds: int = 0


class ConversationOpened(Result, frozen=True):
    """The new or already open conversation with its newest messages."""

    conversation: ConversationView
    messages: tuple[Message, ...] = ()


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


class Pong(Result, frozen=True):
    """The result of `ping`. `server_time` in ms since 1970 UTC."""

    server_time: int
