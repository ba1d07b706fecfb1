"""The bot's part in a conversation: it answers first and hands off to agents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.content.claim_views import ClaimView
from chalicelib.content.configuration import flows
from chalicelib.content.message_bodies import Answer, Text
from chalicelib.content.messages import Message
from chalicelib.conversations.messaging import SendResult
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.states import BOT_SPEAKS, State
from chalicelib.dialogue import service as bot
from chalicelib.dialogue.concerns import concern_of
from chalicelib.dialogue.events import turn_subject
from chalicelib.nlu.contract_topics import CONTRACT_WORDS
from chalicelib.processes import draft_records
from chalicelib.processes.bot_ports import BOT, bot_ports
from chalicelib.processes.entry_details import details_of_handoff, record_words
from chalicelib.processes.escalation import escalate, read_emergency
from chalicelib.processes.form_completion import complete_flow
from chalicelib.processes.handoff import hand_off_to_agents
from chalicelib.processes.response_delays import return_with_priority
from chalicelib.processes.utterances import (
    asks_about_contract,
    is_english_message,
)
from chalicelib.processes.waiting import stop_waiting

if TYPE_CHECKING:
    from chalicelib.dialogue.safety_rules import EmergencyKind
    from chalicelib.processes.escalation import Needs as EscalationNeeds
    from chalicelib.service_ports import (
        WithAmendments,
        WithClaims,
        WithContractAnswers,
        WithDispatch,
        WithEventJobs,
        WithNotifications,
        WithReadTurn,
        WithRoadsideUses,
        WithWaits,
    )

    class Needs(
        EscalationNeeds,
        WithAmendments,
        WithClaims,
        WithContractAnswers,
        WithDispatch,
        WithEventJobs,
        WithNotifications,
        WithReadTurn,
        WithRoadsideUses,
        WithWaits,
        Protocol,
    ): ...


def greet_in_conversation(services: Needs, conversation: Conversation, locale: str) -> None:
    """Sends the bot's greeting in a new or reopened conversation, once however often it is called."""
    reopened = conversation.device_entries["system"].seq if "system" in conversation.device_entries else 0
    after = bot.send_greeting(
        bot_ports(services, conversation, locale), conversation.id, conversation.customer.name, reopened
    )
    draft_records.save_form_of(services, conversation, after)


def answer_customer_message(
    services: Needs,
    said: SendResult,
    locale: str,
    source_message: Message | None = None,
    *,
    verified: bool = False,
) -> None:
    """Lets the bot answer a customer's message, unless an agent has taken over; in the queue as well. A repeat
    completes an earlier attempt. `source_message` is the message whose button was pressed, or whose form was filled in.
    Messages in English are answered in English, regardless of `locale`, which is the token's language. Contract data is
    shown only to a customer whose token is `verified`."""
    conversation, body = said.conversation, said.message.body
    if conversation.state is State.WAITING:
        record_words(services, conversation, body)
    last = conversation.device_entries[BOT].entry if BOT in conversation.device_entries else None
    locale = "en" if is_english_message(body, source_message, last.body if last else None) else locale
    if conversation.delayed:
        return_with_priority(services, conversation)
    emergency = read_emergency(services, conversation, body) if conversation.state is State.WAITING else None
    # While a form is active the bot decides, because the answer to its own question may be no emergency.
    alarm = emergency is not None and not _may_answer(services, conversation, emergency[0])
    if emergency is not None and alarm and escalate(services, conversation, emergency, locale):
        if isinstance(body, Text):
            after = bot.record_emergency(
                bot_ports(services, conversation, locale), conversation.id, said.message.seq, body.text
            )
            draft_records.save_form_of(services, conversation, after)
        return
    if conversation.state not in BOT_SPEAKS:
        return
    by_words = isinstance(body, Text) and CONTRACT_WORDS.search(body.text) is not None
    by_button = isinstance(body, Answer) and asks_about_contract(body.button)
    ports = bot_ports(services, conversation, locale, asks_contract=by_words or by_button, verified=verified)
    after = bot.answer_message(ports, conversation.id, said.message.seq, body, source_message)
    draft_records.save_form_of(services, conversation, after)
    # A repeat while waiting must not carry out again what an earlier turn requested.
    done = conversation.state is State.WAITING and after.fencing_token != conversation.fencing_token
    if after.leaves_queue and not done:
        stop_waiting(services, conversation.id, locale)
        offer_draft_after_queue(services, conversation.id, locale)
    elif after.handoff is not None and not done:
        about = details_of_handoff(services, conversation, concern_of(after), body)
        urgent = after.handoff.is_emergency
        hand_off_to_agents(services, conversation, after.handoff.queue, locale, emergency=urgent, about=about)
        services.event_jobs().relay(turn_subject(conversation.id))
    elif after.completed_flow is not None:
        complete_flow(services, conversation, ports, after.completed_flow)
        services.event_jobs().relay(turn_subject(conversation.id))


def _may_answer(services: Needs, conversation: Conversation, emergency: EmergencyKind) -> bool:
    """Whether words that sound like an emergency may answer the active form. Harm answers no question of a request for
    roadside service."""
    active = services.dialogue_store().load(conversation.id).active_flow
    flow = flows().get(active.flow) if active else None
    return flow is not None and not (flow.requests_job and emergency == "harm")


def offer_draft_after_queue(services: Needs, conversation_id: str, locale: str) -> None:
    """Asks whether to continue an unfinished form, once the customer has left the queue."""
    conversation = services.messaging.store.get(conversation_id)
    if conversation is not None and conversation.state is State.BOT and "system" in conversation.device_entries:
        after = bot.resume_after_queue(
            bot_ports(services, conversation, locale), conversation_id, conversation.device_entries["system"].seq
        )
        draft_records.save_form_of(services, conversation, after)


def go_on_with_bot(services: Needs, conversation: Conversation, locale: str, *, wanted: bool) -> None:
    """Has the bot go on with a waiting customer, or leave what it isn't sure about to the agent again."""
    since = conversation.waiting_since if wanted else 0
    bot.accompany_wait(bot_ports(services, conversation, locale), conversation.id, since)


def suggest_file_facts_in_chat(
    services: Needs, conversation_id: str, upload_id: str, facts: dict[str, str], locale: str
) -> None:
    """Suggests a photo's facts (`occurred_at`, `place`) for the form, while the bot is filling one."""
    conversation = services.messaging.store.get(conversation_id)
    if conversation is not None and conversation.state in BOT_SPEAKS:
        bot.suggest_facts(bot_ports(services, conversation, locale), conversation_id, upload_id, facts)


def suggest_booking_in_chat(services: Needs, conversation_id: str, key: str, claim: ClaimView, locale: str) -> None:
    """Suggests booking the identification that a held amount needs, while the bot answers in the conversation."""
    conversation = services.messaging.store.get(conversation_id)
    if conversation is not None and conversation.state in BOT_SPEAKS:
        bot.suggest_booking(bot_ports(services, conversation, locale), conversation_id, key, claim)
