"""What follows a crash or SOS signal of the plug: a chat opens by itself, and who doesn't answer is handed to agents.

A signal may come twice and late. The customer is asked once for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import Notice
from chalicelib.content.views import Named
from chalicelib.conversations.notices import notify_emergency
from chalicelib.conversations.opening import open_conversation
from chalicelib.conversations.states import BOT_SPEAKS
from chalicelib.dialogue import service as bot
from chalicelib.dialogue.crash_signals import PlugSignal
from chalicelib.dialogue.events import turn_subject
from chalicelib.dialogue.safety_rules import emergency_call_buttons, safety_rules
from chalicelib.processes import draft_records
from chalicelib.processes.bot_ports import bot_ports
from chalicelib.processes.connections import complete_opening, show_opened

if TYPE_CHECKING:
    from chalicelib.conversations.model import Conversation
    from chalicelib.dialogue.state import BotState
    from chalicelib.processes.connections import Needs


def ask_after_signal(services: Needs, customer: Named, language: str, signal: PlugSignal, topic: str) -> str:
    """Asks a customer whether they are well, in their chat on a topic, which is opened for it. Returns the
    conversation whose answer is awaited, "" for none. Idempotent. Raises Conflict."""
    conversation = open_conversation(services.messaging, customer, topic, frozenset())
    locale = language
    if conversation.seq == 0:
        show_opened(services, conversation)
        conversation = services.messaging.store.get(conversation.id) or conversation
    else:
        locale = services.locale_of(conversation.id)
    if conversation.state not in BOT_SPEAKS:
        _tell_agent(services, conversation, locale)
        return ""
    after = bot.answer_signal(bot_ports(services, conversation, locale), conversation.id, signal)
    complete_opening(services, conversation, locale)
    _carry_out(services, conversation, after)
    return conversation.id if after.crash_asked else ""


def hand_off_if_silent(services: Needs, conversation_id: str) -> None:
    """Hands a customer to agents as an emergency who has not answered. Idempotent. Raises Conflict."""
    conversation = services.messaging.store.get(conversation_id)
    if conversation is None or conversation.state not in BOT_SPEAKS:
        return
    ports = bot_ports(services, conversation, services.locale_of(conversation.id))
    _carry_out(services, conversation, bot.answer_silence(ports, conversation.id))


def _carry_out(services: Needs, conversation: Conversation, after: BotState) -> None:
    draft_records.save_form_of(services, conversation, after)
    if after.handoff is not None:
        services.event_jobs().relay(turn_subject(conversation.id))


def _tell_agent(services: Needs, conversation: Conversation, locale: str) -> None:
    """While an agent serves the customer, both are told."""
    calls = emergency_call_buttons("harm", False, safety_rules(), texts(locale))

    def words(code: str, **data: str) -> Notice:
        return replace(texts(locale).notice(code, **data), buttons=calls)

    notify_emergency(services.messaging, words, conversation.id, "crash_served")
