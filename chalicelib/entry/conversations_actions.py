"""Actions of connections and of whole conversations."""

import msgspec

from chalicelib.access.decisions import is_allowed, is_role_allowed, require_allowed
from chalicelib.content.accident_form import accident_form
from chalicelib.content.claim_labels import bank_options, claim_labels
from chalicelib.content.configuration import bot_rules, topics
from chalicelib.content.desk_rules import desk_rules
from chalicelib.conversations import history
from chalicelib.conversations.states import State
from chalicelib.entry.action import action
from chalicelib.entry.protocol import conversations as c
from chalicelib.files.rules import file_rules
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import InvalidFrame
from chalicelib.processes import assignment, connections, draft_commands, waiting
from chalicelib.queries import queue_board, relations
from chalicelib.services import Services

MAX_LISTED = 30
"""Maximum number of conversations in one result."""

MAX_DESK_BYTES = 50_000
"""Maximum part of a response that is reserved for desk and accident form, in bytes; the messages get the rest."""


@action(c.HelloCommand, c.Welcome)
def _hello(services: Services, actor: Actor, command: c.HelloCommand) -> c.Welcome:
    has_desk, has_account = (is_role_allowed(each, actor.role) for each in ("desk", "account"))
    desk = queue_board.agent_state_view(services, actor.id) if has_desk else None
    form = accident_form(actor.locale) if has_desk else None
    desk_bytes = len(msgspec.json.encode((desk, form))) if desk else 0
    updates = connections.connect(
        services, actor, command.cursors, history.MAX_RESPONSE_BYTES - min(desk_bytes, MAX_DESK_BYTES)
    )
    return c.Welcome(
        you=c.SignedInPerson(actor.id, actor.role.value, actor.name),
        server_time=services.messaging.clock(),
        expires_at=actor.expires_at,
        conversations=tuple(c.ConversationUpdate(u.conversation.view(), u.messages, u.resync, u.more) for u in updates),
        desk=desk,
        desk_rules=desk_rules() if has_desk else None,
        accident_form=form,
        claim_labels=claim_labels(actor.locale) if has_desk else None,
        renewal_days=bot_rules().renewal_days if has_desk else 0,
        file_suffixes=file_rules().accepted_suffixes,
        banks=bank_options(actor.locale) if has_account else (),
        slow_check_seconds=file_rules().slow_check_seconds if has_account else 0,
    )


@action(c.PingCommand, c.Pong)
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
