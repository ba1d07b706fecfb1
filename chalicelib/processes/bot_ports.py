"""What the bot is given in a conversation: its state, what it may look up, and how it speaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec.json import encode

from chalicelib.access.decisions import is_role_allowed
from chalicelib.content.claim_views import ClaimView
from chalicelib.content.configuration import Texts, bot_rules, flows, queue_for, texts
from chalicelib.content.contract_views import ContractView
from chalicelib.content.hours import SEOUL
from chalicelib.content.job_views import JobQuote, OpenJobView
from chalicelib.content.message_bodies import Body
from chalicelib.content.messages import By, Speaker
from chalicelib.conversations.errors import BotFenced
from chalicelib.conversations.messaging import send_message
from chalicelib.conversations.model import Conversation, LogEntry, OutgoingMessage
from chalicelib.conversations.states import State
from chalicelib.dialogue.context import Context, QueueWait
from chalicelib.dialogue.events import PublishedTurnEvent
from chalicelib.dialogue.ports import BotPorts
from chalicelib.dialogue.state import BotState
from chalicelib.kernel.actors import Role
from chalicelib.kernel.parallel import PendingCall
from chalicelib.nlu.feedback import feedback_record
from chalicelib.processes.utterances import fetch_recent_texts, learning, read_safely
from chalicelib.queries.claims import adjuster_due, customer_claim_views
from chalicelib.queries.contract_answers import contract_reply
from chalicelib.queries.contracts import find_policyholder, phone_of, views_of_contracts
from chalicelib.queries.waiting_text import waiting_text

if TYPE_CHECKING:
    from chalicelib.processes.utterances import Needs as UtteranceNeeds
    from chalicelib.queries.claims import Needs as ClaimNeeds
    from chalicelib.queries.contract_answers import Needs as ContractAnswerNeeds
    from chalicelib.queries.roadside_quotes import Needs as QuoteNeeds
    from chalicelib.queries.roadside_status import Needs as JobStatusNeeds
    from chalicelib.queries.waiting_text import Needs as WaitingTextNeeds
    from chalicelib.service_ports import WithBackoff, WithDialogueStore, WithDraftStore, WithReadTurn

    class Needs(
        ClaimNeeds,
        ContractAnswerNeeds,
        JobStatusNeeds,
        QuoteNeeds,
        UtteranceNeeds,
        WaitingTextNeeds,
        WithBackoff,
        WithDialogueStore,
        WithDraftStore,
        WithReadTurn,
        Protocol,
    ): ...


BOT = "bot"

Value = TypeVar("Value")


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

    shows_contracts = partial(is_role_allowed, "contract_data", Role.CUSTOMER, verified=verified)
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
            lambda: phone_of(holder()) if shows_contracts() else "",
            waiting,
            drafts,
            registered,
            conversation.id,
            lambda: adjuster_due(services),
            lambda: fetch_recent_texts(services, conversation),
            lambda question: contract_reply(
                services, holder() if shows_contracts() else None, question, locale, shows_contracts()
            ),
            shows_contracts,
            lambda facts: _quote(services, conversation, facts, words, shows_contracts()),
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


def _quote(
    services: Needs, conversation: Conversation, facts: Mapping[str, str], words: Texts, verified: bool
) -> JobQuote:
    from chalicelib.queries.roadside_quotes import quote_for_customer  # loaded where somebody needs help

    return quote_for_customer(services, conversation.customer.id, facts, words, verified=verified)


def _open_job(services: Needs, conversation: Conversation, words: Texts) -> OpenJobView | None:
    from chalicelib.queries.roadside_status import open_job_view  # loaded where somebody asks about their job

    return open_job_view(services, conversation.customer.id, words)


def _claims(services: Needs, conversation: Conversation, locale: str) -> tuple[ClaimView, ...]:
    return customer_claim_views(services, conversation.customer.id, locale)
