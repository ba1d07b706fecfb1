"""The bot's part in a conversation: it answers first and hands off to agents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec.json import encode

from chalicelib.content.claim_views import ClaimView
from chalicelib.content.configuration import Texts, bot_rules, flows, queue_for, texts
from chalicelib.content.hours import SEOUL
from chalicelib.content.job_views import JobQuote, OpenJobView
from chalicelib.content.message_bodies import Answer, Body, Text
from chalicelib.content.messages import By, Message, Speaker
from chalicelib.content.views import ContractView
from chalicelib.conversations.errors import BotFenced
from chalicelib.conversations.messaging import SendResult, send_message
from chalicelib.conversations.model import Conversation, LogEntry, OutgoingMessage
from chalicelib.conversations.states import BOT_SPEAKS, State
from chalicelib.dialogue import service as bot
from chalicelib.dialogue.concerns import concern_of
from chalicelib.dialogue.context import Context, QueueWait
from chalicelib.dialogue.events import PublishedTurnEvent, turn_subject
from chalicelib.dialogue.ports import BotPorts
from chalicelib.dialogue.state import BotState
from chalicelib.kernel.parallel import PendingCall
from chalicelib.nlu.contract_topics import CONTRACT_WORDS
from chalicelib.nlu.feedback import feedback_record
from chalicelib.processes import draft_records
from chalicelib.processes.entry_details import details_of_handoff, record_words
from chalicelib.processes.escalation import escalate, read_emergency
from chalicelib.processes.form_completion import complete_flow
from chalicelib.processes.handoff import hand_off_to_agents
from chalicelib.processes.response_delays import return_with_priority
from chalicelib.processes.utterances import (
    asks_about_contract,
    fetch_recent_texts,
    is_english_message,
    learning,
    read_safely,
)
from chalicelib.processes.waiting import stop_waiting
from chalicelib.queries.claims import adjuster_due, customer_claim_views
from chalicelib.queries.contract_answers import contract_reply
from chalicelib.queries.contracts import find_policyholder, phone_of, views_of_contracts
from chalicelib.queries.waiting_text import waiting_text

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


BOT = "bot"

Value = TypeVar("Value")


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


def bot_ports(
    services: Needs, conversation: Conversation, locale: str, *, asks_contract: bool = False, verified: bool = False
) -> BotPorts:
    """What the bot is given. With `asks_contract` the customer's contracts are read beside its state."""
    last = conversation.device_entries.get(BOT)
    seqs = {last.seq} if last is not None else set()
    read_turn = partial(services.read_turn, conversation.id, conversation.customer.id, seqs)
    holder = cache(partial(find_policyholder, services, conversation.customer.id))
    if asks_contract:
        turn = PendingCall(read_turn)
        services.messaging.run_parallel([turn, holder])
        state, drafts, logged = turn.result
    else:
        state, drafts, logged = read_turn()
    # The bot's messages aren't acknowledged: its last one must be in the log before its device entry is overwritten.
    if last is not None and last.entry is not None and not logged:
        services.messaging.store.write_log(conversation.id, last.seq, f"{BOT}:{last.number}", last.entry)
    load_drafts = _read_ahead(drafts, lambda: services.draft_store().load(conversation.customer.id))
    words = texts(locale)
    by = _bot_speaker(locale)
    states = _TurnStates(services, conversation, by, state)

    def speak(number: int, body: Body) -> bool:
        entry = LogEntry(services.messaging.clock(), by, body)
        try:
            send_message(
                services.messaging,
                OutgoingMessage(
                    conversation.id,
                    BOT,
                    number,
                    entry,
                    BOT,
                    conversation.fencing_token,
                    is_body_stored=number in states.stored_bodies,
                ),
            )
        except BotFenced:
            return False
        return True

    def contracts() -> tuple[ContractView, ...]:
        return views_of_contracts(holder(), locale)

    waiting = None
    if conversation.state is State.WAITING:
        status = lambda: waiting_text(services, conversation, locale)  # noqa: E731 - looked up on demand
        waiting = QueueWait(conversation.waiting_since, conversation.staffing == "free", conversation.emergency, status)

    def registered(key: str) -> ClaimView | None:
        number = services.claims().store.number_for_key(key) if key else ""
        return next((claim for claim in _claims(services, conversation, locale) if claim.id == number), None)

    def context() -> Context:
        now = datetime.fromtimestamp(services.messaging.clock() / 1000, UTC).astimezone(SEOUL)
        queue = queue_for(conversation.topic).name
        claims = lambda: _claims(services, conversation, locale)  # noqa: E731 - looked up only where it is asked for
        drafts = cache(load_drafts)
        return Context(
            bot_rules(locale),
            flows(locale),
            words,
            contracts,
            now,
            queue,
            claims,
            lambda: phone_of(holder()),
            waiting,
            drafts,
            registered,
            conversation.id,
            lambda: adjuster_due(services),
            lambda: fetch_recent_texts(services, conversation),
            lambda question: contract_reply(services, holder() if verified else None, question, locale, verified),
            lambda facts: _quote(services, conversation, facts, words),
            lambda: _open_job(services, conversation, words),
        )

    said = last.number if last is not None else 0

    def record_feedback(text: str, picked: str) -> None:
        reading = read_safely(services, text, context().now)
        learning.info(encode(feedback_record(reading.cleaned, reading.understood, picked)).decode())

    return BotPorts(
        states,
        lambda text, now: read_safely(services, text, now),
        context,
        speak,
        said,
        record_feedback,
        conversation.fencing_token,
        words.locale,
        services.backoff,
    )


@cache
def _bot_speaker(locale: str) -> By:
    """The bot as the speaker of messages in a language."""
    return By(Speaker.BOT, name=texts(locale).render("bot", "name"))


class _TurnStates:
    """The states of the store. The first one was read already; the bodies of a turn's messages are stored while its
    state is, so that its messages wait for one request less."""

    def __init__(self, services: Needs, conversation: Conversation, by: By, first: BotState) -> None:
        self._services = services
        self._conversation = conversation
        self._by = by
        self._first = [first]
        self.stored_bodies: set[int] = set()

    def load(self, conversation: str) -> BotState:
        return self._first.pop() if self._first else self._services.dialogue_store().load(conversation)

    def save(self, conversation: str, state: BotState, event: PublishedTurnEvent | None = None) -> bool:
        messaging = self._services.messaging
        saving = PendingCall(partial(self._services.dialogue_store().save, conversation, state, event))
        now = messaging.clock()  # as long as in the message: its length decides whether a body is kept apart
        entries = [LogEntry(now, self._by, pending.body) for pending in state.outbox]
        store = partial(messaging.store.store_long_body, self._conversation.id)
        messaging.run_parallel([saving, *(partial(store, entry) for entry in entries)])
        self.stored_bodies.update(pending.number for pending in state.outbox)
        return saving.result


def _read_ahead(first: Value, load: Callable[[], Value]) -> Callable[[], Value]:
    """`load`, whose first value was read already."""
    pending = [first]
    return lambda: pending.pop() if pending else load()


def _quote(services: Needs, conversation: Conversation, facts: Mapping[str, str], words: Texts) -> JobQuote:
    from chalicelib.queries.roadside_quotes import quote_for_customer  # loaded where somebody needs help

    return quote_for_customer(services, conversation.customer.id, facts, words)


def _open_job(services: Needs, conversation: Conversation, words: Texts) -> OpenJobView | None:
    from chalicelib.queries.roadside_status import open_job_view  # loaded where somebody asks about their job

    return open_job_view(services, conversation.customer.id, words)


def _claims(services: Needs, conversation: Conversation, locale: str) -> tuple[ClaimView, ...]:
    return customer_claim_views(services, conversation.customer.id, locale)
