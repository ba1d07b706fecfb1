"""Runs the bot's turns: the state is saved before messages are sent, so that a crash neither loses nor repeats one.
States are saved with optimistic locking by version; a conflicting turn runs again."""

from collections.abc import Callable

from msgspec.structs import replace

from chalicelib.content.claim_views import ClaimView, RegistrationView
from chalicelib.content.message_bodies import Body
from chalicelib.content.messages import Message
from chalicelib.dialogue.accompanied_wait import accompany
from chalicelib.dialogue.claim_answers import booking_message, identity_hold_message, registration_card
from chalicelib.dialogue.context import TurnResult
from chalicelib.dialogue.crash_signals import PlugSignal, respond_to_signal, respond_to_silence
from chalicelib.dialogue.draft_resumption import offer_unfinished
from chalicelib.dialogue.drafts import draft_key_of
from chalicelib.dialogue.events import event_of_turn
from chalicelib.dialogue.interruptions import draft_from_emergency, sync_external_changes
from chalicelib.dialogue.job_requests import ask_once_more, with_follow_up
from chalicelib.dialogue.message_handling import respond_to_message
from chalicelib.dialogue.parked_intents import answer_parked
from chalicelib.dialogue.policy import greet_customer
from chalicelib.dialogue.ports import BotPorts, BotStateStore
from chalicelib.dialogue.state import BotState, PendingMessage
from chalicelib.dialogue.suggestions import suggest_file_facts
from chalicelib.dialogue.user_input import UserInput
from chalicelib.kernel.optimistic_update import LOST_RACE, Backoff, LostRace, update_optimistically

MAX_ATTEMPTS = 4

MAX_RECENT_SEQS = 16
"""Number of the customer's messages that are known to be handled; a message older than all of them is a repeat."""

Respond = Callable[[BotState], TurnResult | None]


def send_greeting(ports: BotPorts, conversation: str, name: str, seq: int = 0) -> BotState:
    """Sends the greeting once, or once more after the notice `seq` of a reopened conversation; a repeat sends what the
    first call left unsent. Raises Conflict."""
    greet = lambda state: greet_customer(state, name, ports.context())  # noqa: E731 - short, and needed once
    return _run_turn(ports, conversation, seq, greet, lambda state: seq <= state.last_answered_seq)


def answer_message(
    ports: BotPorts, conversation: str, seq: int, body: Body, source_message: Message | None = None
) -> BotState:
    """Answers the customer's message `seq`; `source_message` is the message whose button was pressed or form
    filled in. In the state returned, `handoff` requests agents, `leaves_queue` the end of the wait, `completed_flow` a
    claim or a booking. Idempotent. Raises Conflict."""

    def respond_to(state: BotState) -> TurnResult:
        return respond_to_message(ports, state, body, source_message)

    return _run_turn(ports, conversation, seq, respond_to, lambda state: _is_handled(state, seq))


def record_emergency(ports: BotPorts, conversation: str, seq: int, text: str) -> BotState:
    """Adds what an alarm says of an accident to the form, where the alarm is answered without the bot; sends nothing.
    Raises Conflict."""

    def record(state: BotState) -> TurnResult:
        context = ports.context()
        state, _ = sync_external_changes(state, context)
        return TurnResult(draft_from_emergency(state, UserInput.of(ports.read(text, context.now)), context), ())

    return _run_turn(ports, conversation, seq, record, lambda state: _is_handled(state, seq))


def resume_after_queue(ports: BotPorts, conversation: str, seq: int) -> BotState:
    """After the notice `seq` that the customer left the queue: asks whether to continue an unfinished form. Raises
    Conflict."""

    def offer(state: BotState) -> TurnResult:
        return offer_unfinished(state, ports.context())

    return _run_turn(ports, conversation, seq, offer, lambda state: seq <= state.last_answered_seq)


def accompany_wait(ports: BotPorts, conversation: str, since: int) -> None:
    """The customer of a wait that began at `since` goes on with the bot, or no longer with 0; said once. Raises
    Conflict."""
    _run_turn(ports, conversation, 0, lambda state: accompany(state, since, ports.context()), _never)


def confirm_registration(ports: BotPorts, conversation: str, key: str, claim: RegistrationView) -> None:
    """Sends the claim of the completed form `key`; once. Raises Conflict."""

    def confirm(state: BotState) -> TurnResult | None:
        if state.completed_flow is None or state.completed_flow.key != key:
            return None
        context = ports.context()
        registered = TurnResult(replace(state, completed_flow=None), (registration_card(claim, context.texts),))
        if claim.tow_needed:
            registered = with_follow_up(registered, state.completed_flow.facts, claim.id, context)
        return answer_parked(registered, context)

    _run_turn(ports, conversation, 0, confirm, lambda _: False)


def confirm_booking(ports: BotPorts, conversation: str, key: str, claim: ClaimView) -> None:
    """Confirms the call or letter of the completed form `key`; once. Raises Conflict."""

    def confirm(state: BotState) -> TurnResult | None:
        if state.completed_flow is None or state.completed_flow.key != key:
            return None
        return TurnResult(replace(state, completed_flow=None), (booking_message(claim, ports.context().texts),))

    _run_turn(ports, conversation, 0, confirm, lambda _: False)


def confirm_job(
    ports: BotPorts, conversation: str, key: str, messages: tuple[Body, ...], *, asks_again: bool = False
) -> None:
    """Says what became of the request or cancellation `key` of a job; once. With `asks_again` the request is shown once
    more, with the price of now. Raises Conflict."""

    def confirm(state: BotState) -> TurnResult | None:
        if state.completed_flow is None or state.completed_flow.key != key:
            return None
        context, after = ports.context(), replace(state, completed_flow=None)
        if asks_again:
            again = ask_once_more(after, state.completed_flow, context)
            return TurnResult(again.state, (*messages, *again.messages))
        return answer_parked(TurnResult(after, messages), context)

    _run_turn(ports, conversation, 0, confirm, lambda _: False)


def send_unsent(ports: BotPorts, conversation: str) -> None:
    """Sends messages of the last turn that a crash kept from being sent. Raises Conflict."""
    _run_turn(ports, conversation, 0, lambda _: None, lambda _: True)


def suggest_booking(ports: BotPorts, conversation: str, key: str, claim: ClaimView) -> None:
    """Suggests booking the call that a held amount needs; once per `key`. Raises Conflict."""

    def suggest(state: BotState) -> TurnResult | None:
        if key in state.suggested_keys:
            return None
        return TurnResult(
            replace(state, suggested_keys=(*state.suggested_keys, key)),
            (identity_hold_message(claim, ports.context().texts),),
        )

    _run_turn(ports, conversation, 0, suggest, lambda _: False)


def answer_signal(ports: BotPorts, conversation: str, signal: PlugSignal) -> BotState:
    """Asks after a signal of the plug whether the customer is well; once a signal. `handoff` in the state returned
    requests agents. Raises Conflict."""
    return _run_turn(ports, conversation, 0, lambda state: respond_to_signal(state, signal, ports.context()), _never)


def answer_silence(ports: BotPorts, conversation: str) -> BotState:
    """Hands a customer off who has not answered after a signal of the plug; `handoff` in the state returned. Raises
    Conflict."""
    return _run_turn(ports, conversation, 0, lambda state: respond_to_silence(state, ports.context()), _never)


def _never(_state: BotState) -> bool:
    return False


def suggest_facts(ports: BotPorts, conversation: str, key: str, facts: dict[str, str]) -> None:
    """Suggests facts read from a file for the active form; once per file. Raises Conflict."""

    def suggest(state: BotState) -> TurnResult | None:
        context = ports.context()
        suggestion = suggest_file_facts(state, key, facts, context.texts, context.now)
        return TurnResult(suggestion[0], (suggestion[1],)) if suggestion else None

    _run_turn(ports, conversation, 0, suggest, lambda _: False)


def close_flow(store: BotStateStore, conversation: str, key: str, backoff: Backoff) -> None:
    """Ends the form of that key in a conversation's state, active or suspended: it was registered or discarded by
    others. Raises Conflict."""

    def attempt() -> LostRace | None:
        state = store.load(conversation)
        ends = [
            form is not None and draft_key_of(form, conversation) == key
            for form in (state.active_flow, state.suspended_flow)
        ]
        if not any(ends):
            return None
        active, suspended = (
            None if over else form for over, form in zip(ends, (state.active_flow, state.suspended_flow), strict=True)
        )
        after = replace(state, active_flow=active, suspended_flow=suspended, version=state.version + 1)
        return None if store.save(conversation, after) else LOST_RACE

    update_optimistically(attempt, backoff, MAX_ATTEMPTS, conversation=conversation)


def _is_handled(state: BotState, seq: int) -> bool:
    """Whether a message was handled. Of two concurrent messages the later may have been handled first; the earlier is
    no repeat then. States stored before `recent_seqs` existed know the last one only."""
    if not state.recent_seqs:
        return state.version > 0 and seq <= state.last_answered_seq
    return seq in state.recent_seqs or (len(state.recent_seqs) == MAX_RECENT_SEQS and seq < min(state.recent_seqs))


def _run_turn(
    ports: BotPorts, conversation: str, seq: int, respond_to: Respond, is_handled: Callable[[BotState], bool]
) -> BotState:
    def attempt() -> BotState | LostRace:
        state = ports.states.load(conversation)
        unsent = [pending for pending in state.outbox if pending.number > ports.last_sent_number]
        fresh = replace(state, handoff=None, leaves_queue=False, resumed_key="")
        result = None if state.version and is_handled(state) else respond_to(fresh)
        if result is None:
            _send_all(ports, unsent)
            return state
        pending = tuple(
            PendingMessage(state.last_message_number + place, body)
            for place, body in enumerate(result.messages, start=1)
        )
        after = replace(
            result.state,
            version=state.version + 1,
            fencing_token=ports.fencing_token,
            locale=ports.locale,
            last_answered_seq=max(seq, state.last_answered_seq),
            recent_seqs=tuple(sorted({*state.recent_seqs, seq}))[-MAX_RECENT_SEQS:] if seq else state.recent_seqs,
            last_message_number=state.last_message_number + len(pending),
            outbox=pending,
        )
        if not ports.states.save(conversation, after, event_of_turn(conversation, state, after)):
            return LOST_RACE
        _send_all(ports, [*unsent, *pending])
        return after

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS, conversation=conversation)


def _send_all(ports: BotPorts, pending: list[PendingMessage]) -> None:
    for message in pending:
        if not ports.send(message.number, message.body):
            return
