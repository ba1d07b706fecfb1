"""Actions of connections and of whole conversations."""

from typing import Annotated

from msgspec import Meta, Struct

from chalicelib.access.decisions import is_allowed, require_allowed
from chalicelib.content.accident_form import AccidentForm
from chalicelib.content.claim_labels import ClaimLabels
from chalicelib.content.configuration import topics
from chalicelib.content.desk_rules import DeskRules
from chalicelib.content.message_bodies import Option
from chalicelib.content.messages import Message
from chalicelib.content.queue_views import AgentStateView, ServiceLevelView
from chalicelib.content.views import ConversationView
from chalicelib.content.wrap_up import WrapUpView
from chalicelib.conversations import history, messaging
from chalicelib.conversations.ratings import MAX_STARS, Solved
from chalicelib.conversations.states import State
from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, ConversationId, Device, PersonId, QueueName, Result, Seq
from chalicelib.entry.protocol.shared import ConversationChanged, DraftDecision
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import InvalidFrame
from chalicelib.processes import assignment, connections, draft_commands, ratings, waiting
from chalicelib.queries import relations
from chalicelib.queries.welcome import page_data
from chalicelib.services import Services

PROTOCOL_VERSION = "1.0.0"
"""Version of the protocol: the second number rises with each addition, the first with a change that older clients don't
understand."""

MAX_LISTED = 30
"""Maximum number of conversations in one result."""

MAX_DESK_BYTES = 50_000
"""Maximum part of a response that is reserved for desk and accident form, in bytes; the messages get the rest."""


class HelloCommand(Command, frozen=True):
    """First frame of a connection: joins the open conversations and gets the messages missed since `cursors`
    (conversation → last seq received)."""

    device: Device
    cursors: Annotated[dict[ConversationId, Seq], Meta(max_length=100)] = {}


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

    For staff: `desk`, `desk_rules`, `service_levels`, `accident_form`, `claim_labels`, `wrap_up` (outcomes and tags to
    choose from), and `renewal_days`: a contract can be renewed from this many days before its end. For customers:
    `banks` (those of an `account`, with labels), and `slow_check_seconds`: after this time a page says that the check
    of a file takes long; `typing_preview`: agents may see what customers write who allow it. `file_suffixes` are the
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
    service_levels: tuple[ServiceLevelView, ...] = ()
    wrap_up: WrapUpView | None = None
    renewal_days: int = 0
    file_suffixes: tuple[str, ...] = ()
    banks: tuple[Option, ...] = ()
    slow_check_seconds: int = 0
    typing_preview: bool = False


@action(HelloCommand, Welcome)
def _hello(services: Services, actor: Actor, command: HelloCommand) -> Welcome:
    own = connections.sign_in(services, actor)
    page = page_data(services, actor, own)
    desk_bytes = min(page.desk_bytes, MAX_DESK_BYTES)
    updates = connections.connect(services, actor, own, command.cursors, history.MAX_RESPONSE_BYTES - desk_bytes)
    return Welcome(
        protocol=PROTOCOL_VERSION,
        you=SignedInPerson(actor.id, actor.role.value, actor.name),
        server_time=services.messaging.clock(),
        expires_at=actor.expires_at,
        conversations=tuple(
            ConversationUpdate(u.conversation.view(for_staff=actor.role.is_staff), u.messages, u.resync, u.more)
            for u in updates
        ),
        desk=page.desk,
        desk_rules=page.desk_rules,
        accident_form=page.accident_form,
        claim_labels=page.claim_labels,
        service_levels=page.service_levels,
        wrap_up=page.wrap_up,
        renewal_days=page.renewal_days,
        file_suffixes=page.file_suffixes,
        banks=page.banks,
        slow_check_seconds=page.slow_check_seconds,
        typing_preview=page.typing_preview,
    )


class PingCommand(Command, frozen=True):
    """Keeps the connection alive (API Gateway closes it after 10 idle minutes) and, for agents, their presence."""


class Pong(Result, frozen=True):
    """The result of `ping`. `server_time` in ms since 1970 UTC."""

    server_time: int


@action(PingCommand, Pong, is_charged=False)
def _ping(services: Services, actor: Actor, _command: PingCommand) -> Pong:
    connections.record_ping(services, actor)
    return Pong(services.messaging.clock())


class OpenCommand(Command, frozen=True):
    """Opens a conversation, or returns the one already open on this topic. The bot greets in it."""

    device: Device
    topic: QueueName = "general"


class ConversationOpened(Result, frozen=True):
    """The new or already open conversation with its newest messages."""

    conversation: ConversationView
    messages: tuple[Message, ...] = ()


@action(OpenCommand, ConversationOpened)
def _open(services: Services, actor: Actor, command: OpenCommand) -> ConversationOpened:
    if command.topic not in topics():
        raise InvalidFrame(problem=f"no such topic: {command.topic} - at `$.topic`")
    conversation = connections.open_for_customer(services, actor, command.topic)
    return ConversationOpened(conversation.view(), history.newest_messages(services.messaging, conversation))


class HistoryCommand(Command, frozen=True):
    """Gets a page of messages, oldest first: the last `limit` before seq `before`; with `after`, the first `limit`
    after that seq (and before `before`, if both are given)."""

    conversation: ConversationId
    before: Seq | None = None
    after: Seq | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class MessageList(Result, frozen=True):
    """A page of messages, oldest first. `more`: there are further messages in the requested direction."""

    conversation: str
    messages: tuple[Message, ...]
    more: bool


@action(HistoryCommand, MessageList)
def _history(services: Services, actor: Actor, command: HistoryCommand) -> MessageList:
    conversation = relations.conversation_of_customer(services, actor, command.conversation, "history")
    page = history.history_page(
        services.messaging, conversation, before=command.before, after=command.after, limit=command.limit
    )
    return MessageList(command.conversation, page.messages, page.more)


class ConversationsCommand(Command, frozen=True):
    """Lists conversations of a customer, newest first: the caller's own or, for agents, of a customer they serve."""

    customer: PersonId | None = None


class ConversationList(Result, frozen=True):
    """Conversations, newest first."""

    conversations: tuple[ConversationView, ...]


@action(ConversationsCommand, ConversationList)
def _conversations(services: Services, actor: Actor, command: ConversationsCommand) -> ConversationList:
    customer = command.customer or actor.id
    require_allowed("conversations", relations.relation_to_customer(services, actor, customer))
    return ConversationList(
        tuple(conversation.view() for conversation in services.messaging.store.of_customer(customer, MAX_LISTED))
    )


class CloseCommand(Command, frozen=True):
    """Closes a conversation; for customers. Refused with `unfinished_accident` while there is a draft, unless `draft`
    decides what happens to it."""

    conversation: ConversationId
    draft: DraftDecision = ""


@action(CloseCommand, ConversationChanged)
def _close(services: Services, actor: Actor, command: CloseCommand) -> ConversationChanged:
    conversation = services.messaging.store.get(command.conversation)
    own = conversation if conversation and is_allowed("close", conversation.relation_of(actor.id)) else None
    to_discard = draft_commands.drafts_to_discard(services, own, command.draft)
    closed = assignment.close_conversation(services, actor, command.conversation)
    draft_commands.discard_customer_drafts(services, actor, closed, to_discard)
    return ConversationChanged(closed.view())


class ReopenCommand(Command, frozen=True):
    """Reopens a resolved or closed conversation, with the bot."""

    conversation: ConversationId


@action(ReopenCommand, ConversationChanged)
def _reopen(services: Services, actor: Actor, command: ReopenCommand) -> ConversationChanged:
    conversation = assignment.reopen_conversation(services, actor, command.conversation)
    if conversation.state is State.BOT:
        from chalicelib.processes import intake

        intake.greet_in_conversation(services, conversation, actor.locale)
    return ConversationChanged((services.messaging.store.get(conversation.id) or conversation).view())


class RateCommand(Command, frozen=True):
    """Rates a conversation that ended: `stars`, and whether it `solved` the customer's problem. A part that is left out
    stays as it was; `words` are posted to the thread."""

    conversation: ConversationId
    stars: Annotated[int, Meta(ge=0, le=MAX_STARS)] = 0
    solved: Solved = ""
    words: Annotated[str, Meta(max_length=1_000)] = ""


@action(RateCommand, ConversationChanged)
def _rate(services: Services, actor: Actor, command: RateCommand) -> ConversationChanged:
    conversation = messaging.get_for_participant(services.messaging, command.conversation, actor.id, "rate")
    rated = ratings.rate_conversation(
        services, actor, conversation, command.stars, command.solved, command.words.strip()
    )
    return ConversationChanged(rated.view())


class LeaveCommand(Command, frozen=True):
    """Leaves the queue: the customer no longer waits and the bot continues. The result is the conversation afterwards:
    an agent may have taken it in the meantime."""

    conversation: ConversationId


@action(LeaveCommand, ConversationChanged)
def _leave(services: Services, actor: Actor, command: LeaveCommand) -> ConversationChanged:
    conversation = waiting.stop_waiting_as_customer(services, actor, command.conversation)
    if conversation.state is State.BOT:
        from chalicelib.processes import intake

        intake.offer_draft_after_queue(services, conversation.id, actor.locale)
    return ConversationChanged((services.messaging.store.get(conversation.id) or conversation).view())
