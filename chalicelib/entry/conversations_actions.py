"""Actions of connections and of whole conversations."""

from chalicelib.access.decisions import is_allowed, require_allowed
from chalicelib.content.configuration import topics
from chalicelib.conversations import history
from chalicelib.conversations.states import State
from chalicelib.entry.action import action
from chalicelib.entry.protocol import conversations as c
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import InvalidFrame
from chalicelib.processes import assignment, connections, draft_commands, waiting
from chalicelib.queries import relations
from chalicelib.queries.welcome import page_data
from chalicelib.services import Services

MAX_LISTED = 30
"""Maximum number of conversations in one result."""

MAX_DESK_BYTES = 50_000
"""Maximum part of a response that is reserved for desk and accident form, in bytes; the messages get the rest."""


@action(c.HelloCommand, c.Welcome)
def _hello(services: Services, actor: Actor, command: c.HelloCommand) -> c.Welcome:
    connections.follow_token(services, actor)
    page = page_data(services, actor)
    desk_bytes = min(page.desk_bytes, MAX_DESK_BYTES)
    updates = connections.connect(services, actor, command.cursors, history.MAX_RESPONSE_BYTES - desk_bytes)
    return c.Welcome(
        protocol=c.PROTOCOL_VERSION,
        you=c.SignedInPerson(actor.id, actor.role.value, actor.name),
        server_time=services.messaging.clock(),
        expires_at=actor.expires_at,
        conversations=tuple(c.ConversationUpdate(u.conversation.view(), u.messages, u.resync, u.more) for u in updates),
        desk=page.desk,
        desk_rules=page.desk_rules,
        accident_form=page.accident_form,
        claim_labels=page.claim_labels,
        renewal_days=page.renewal_days,
        file_suffixes=page.file_suffixes,
        banks=page.banks,
        slow_check_seconds=page.slow_check_seconds,
    )


@action(c.PingCommand, c.Pong, is_charged=False)
def _ping(services: Services, actor: Actor, _command: c.PingCommand) -> c.Pong:
    connections.record_ping(services, actor)
    return c.Pong(services.messaging.clock())


@action(c.OpenCommand, c.ConversationOpened)
def _open(services: Services, actor: Actor, command: c.OpenCommand) -> c.ConversationOpened:
    if command.topic not in topics():
        raise InvalidFrame(problem=f"no such topic: {command.topic} - at `$.topic`")
    conversation = connections.open_for_customer(services, actor, command.topic)
    return c.ConversationOpened(conversation.view(), history.newest_messages(services.messaging, conversation))


@action(c.HistoryCommand, c.MessageList)
def _history(services: Services, actor: Actor, command: c.HistoryCommand) -> c.MessageList:
    conversation = relations.conversation_of_customer(services, actor, command.conversation, "history")
    page = history.history_page(
        services.messaging, conversation, before=command.before, after=command.after, limit=command.limit
    )
    return c.MessageList(command.conversation, page.messages, page.more)


@action(c.ConversationsCommand, c.ConversationList)
def _conversations(services: Services, actor: Actor, command: c.ConversationsCommand) -> c.ConversationList:
    customer = command.customer or actor.id
    require_allowed("conversations", relations.relation_to_customer(services, actor, customer))
    return c.ConversationList(
        tuple(conversation.view() for conversation in services.messaging.store.of_customer(customer, MAX_LISTED))
    )


@action(c.CloseCommand, c.ConversationChanged)
def _close(services: Services, actor: Actor, command: c.CloseCommand) -> c.ConversationChanged:
    conversation = services.messaging.store.get(command.conversation)
    own = conversation if conversation and is_allowed("close", conversation.relation_of(actor.id)) else None
    to_discard = draft_commands.drafts_to_discard(services, own, command.draft)
    closed = assignment.close_conversation(services, actor, command.conversation)
    draft_commands.discard_customer_drafts(services, actor, closed, to_discard)
    return c.ConversationChanged(closed.view())


@action(c.ReopenCommand, c.ConversationChanged)
def _reopen(services: Services, actor: Actor, command: c.ReopenCommand) -> c.ConversationChanged:
    conversation = assignment.reopen_conversation(services, actor, command.conversation)
    if conversation.state is State.BOT:
        from chalicelib.processes import intake

        intake.greet_in_conversation(services, conversation, actor.locale)
    return c.ConversationChanged((services.messaging.store.get(conversation.id) or conversation).view())


@action(c.LeaveCommand, c.ConversationChanged)
def _leave(services: Services, actor: Actor, command: c.LeaveCommand) -> c.ConversationChanged:
    conversation = waiting.stop_waiting_as_customer(services, actor, command.conversation)
    if conversation.state is State.BOT:
        from chalicelib.processes import intake

        intake.offer_draft_after_queue(services, conversation.id, actor.locale)
    return c.ConversationChanged((services.messaging.store.get(conversation.id) or conversation).view())
