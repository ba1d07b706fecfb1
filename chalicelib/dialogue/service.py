"""The bot at work: remember first, then speak, so that a crash at any step neither swallows a sentence nor says it
twice. Memory is kept by version; of two messages handled at once one thinks again."""

from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from chalicelib.content.claim_views import ClaimView
from chalicelib.content.message_bodies import Answer, Body, Location, Submission, Text
from chalicelib.content.messages import Message
from chalicelib.content.places import Point, place_name, point_in
from chalicelib.dialogue.claim_answers import booking_message, identity_hold_message, registration_card
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.draft_resumption import offer_unfinished
from chalicelib.dialogue.drafts import draft_key_of
from chalicelib.dialogue.intent_resolution import downgrade_emergency, downgrade_impatience
from chalicelib.dialogue.interruptions import draft_from_emergency, sync_external_changes, with_location
from chalicelib.dialogue.policy import greet_customer
from chalicelib.dialogue.ports import BotStateStore, ClassifyText, ExtractSlots, RecordFeedback, SendMessage
from chalicelib.dialogue.slot_filling import UserInput
from chalicelib.dialogue.state import BotState, PendingMessage
from chalicelib.dialogue.stranded import RecentTexts, is_stranded_in_traffic
from chalicelib.dialogue.suggestions import suggest_file_facts
from chalicelib.dialogue.waiting_policy import dispatch_message
from chalicelib.kernel.errors import Conflict
from chalicelib.nlu.gazetteer import nearest_landmark

ATTEMPTS = 4

MAX_RECENT_SEQS = 16
"""So many of the customer's messages are known to be dealt with; what is older than all of them is a repeat."""

Respond = Callable[[BotState], TurnResult | None]


@dataclass(frozen=True, slots=True)
class BotPorts:
    """What the bot is given for one conversation. `said` is the number of the last message that it got through with,
    `earlier` the customer's words of the last minutes, `epoch` the conversation's, `locale` the language that the
    customer reads."""

    states: BotStateStore
    classify: ClassifyText
    extract_slots: ExtractSlots
    context: Callable[[], Context]
    send: SendMessage
    last_sent_number: int
    record_feedback: RecordFeedback
    recent_texts: RecentTexts = tuple
    fencing_token: int = 0
    locale: str = "ko"


def send_greeting(ports: BotPorts, conversation: str, name: str, seq: int = 0) -> BotState:
    """Greets once, or once more after the notice `seq` that the conversation was taken up again; a second call finishes
    what the first left unsaid. Raises Conflict."""
    greet = lambda state: greet_customer(state, name, ports.context())  # noqa: E731 - short, and needed once
    return _run_turn(ports, conversation, seq, greet, lambda state: seq <= state.last_answered_seq)


def answer_message(
    ports: BotPorts, conversation: str, seq: int, body: Body, source_message: Message | None = None
) -> BotState:
    """Answers the customer's message `seq`; `source_message` is the message whose button was pressed or form
    filled in. In the state returned, `handoff` requests agents, `leaves_queue` the end of the wait, `completed_flow` a
    claim or a booking. Idempotent. Raises Conflict."""

    def respond_to(state: BotState) -> TurnResult:
        return _respond_after_sync(ports, state, body, source_message)

    return _run_turn(ports, conversation, seq, respond_to, lambda state: _is_handled(state, seq))


def record_emergency(ports: BotPorts, conversation: str, seq: int, text: str) -> BotState:
    """Notes for the accident form what an alarm tells that is answered without the bot; says nothing. Raises
    Conflict."""

    def record(state: BotState) -> TurnResult:
        context = ports.context()
        state, _ = sync_external_changes(state, context)
        return TurnResult(
            draft_from_emergency(state, UserInput(text=text, slots=ports.extract_slots(text, context.now)), context), ()
        )

    return _run_turn(ports, conversation, seq, record, lambda state: _is_handled(state, seq))


def resume_after_queue(ports: BotPorts, conversation: str, seq: int) -> BotState:
    """The bot has the word again after the notice `seq`: it asks whether to go on with an unfinished form. Raises
    Conflict."""

    def asked(state: BotState) -> TurnResult:
        return offer_unfinished(state, ports.context())

    return _run_turn(ports, conversation, seq, asked, lambda state: seq <= state.last_answered_seq)


def confirm_registration(ports: BotPorts, conversation: str, key: str, claim: ClaimView) -> None:
    """Tells what became of the registration `key`; once. Raises Conflict."""

    def confirm(state: BotState) -> TurnResult | None:
        if state.completed_flow is None or state.completed_flow.key != key:
            return None
        return TurnResult(replace(state, completed_flow=None), (registration_card(claim, ports.context().texts),))

    _run_turn(ports, conversation, 0, confirm, lambda _: False)


def confirm_booking(ports: BotPorts, conversation: str, key: str, claim: ClaimView) -> None:
    """Tells that the call or letter of the form `key` is booked; once. Raises Conflict."""

    def confirm(state: BotState) -> TurnResult | None:
        if state.completed_flow is None or state.completed_flow.key != key:
            return None
        return TurnResult(replace(state, completed_flow=None), (booking_message(claim, ports.context().texts),))

    _run_turn(ports, conversation, 0, confirm, lambda _: False)


def suggest_booking(ports: BotPorts, conversation: str, key: str, claim: ClaimView) -> None:
    """Offers to book the call that an amount is held for; once a `key`. Raises Conflict."""

    def source_message(state: BotState) -> TurnResult | None:
        if key in state.suggested_keys:
            return None
        return TurnResult(
            replace(state, suggested_keys=(*state.suggested_keys, key)),
            (identity_hold_message(claim, ports.context().texts),),
        )

    _run_turn(ports, conversation, 0, source_message, lambda _: False)


def suggest_facts(ports: BotPorts, conversation: str, key: str, facts: dict[str, str]) -> None:
    """Offers what a file tells of itself for the form that is being filled; once a file. Raises Conflict."""

    def source_message(state: BotState) -> TurnResult | None:
        context = ports.context()
        made = suggest_file_facts(state, key, facts, context.texts, context.now)
        return TurnResult(made[0], (made[1],)) if made else None

    _run_turn(ports, conversation, 0, source_message, lambda _: False)


def close_flow(store: BotStateStore, conversation: str, key: str) -> None:
    """Ends the form of that key in a conversation's memory, where it runs or was put aside: people have registered or
    discarded it. Raises Conflict."""
    for _ in range(ATTEMPTS):
        state = store.load(conversation)
        ends = [
            form is not None and draft_key_of(form, conversation) == key
            for form in (state.active_flow, state.suspended_flow)
        ]
        if not any(ends):
            return
        active, suspended = (
            None if over else form for over, form in zip(ends, (state.active_flow, state.suspended_flow), strict=True)
        )
        after = replace(state, active_flow=active, suspended_flow=suspended, version=state.version + 1)
        if store.save(conversation, after):
            return
    raise Conflict(conversation=conversation)


def _respond_after_sync(ports: BotPorts, state: BotState, body: Body, source_message: Message | None) -> TurnResult:
    """What the bot makes of a message, once it has caught up with what others did to the form that runs."""
    context = ports.context()
    now, words = sync_external_changes(state, context)
    if not words:
        return _respond_to_body(ports, now, body, context, source_message)
    result = _respond_to_body(ports, now, body, context, source_message)
    return result if result.state.handoff is not None else TurnResult(now, words)


def _respond_to_body(
    ports: BotPorts, state: BotState, body: Body, context: Context, source_message: Message | None
) -> TurnResult:
    asked_about, state = state.clarification_text, replace(state, clarification_text="")
    match body:
        case Answer():
            picked = body.button.removeprefix("intent:")
            if asked_about and picked in context.rules.intents:
                ports.record_feedback(asked_about, picked)
            return dispatch_message(state, UserInput(button=body.button, source_message=source_message), None, context)
        case Submission():
            return dispatch_message(
                state, UserInput(form_values=dict(body.values), source_message=source_message), None, context
            )
        case Location():
            point = _place_with_point(state, body, context)
            return dispatch_message(with_location(state, point), UserInput(slots={"place": point}), None, context)
        case Text():
            nlu_result = ports.classify(body.text, context.now)
            slots = {**nlu_result.slots, **ports.extract_slots(body.text, context.now)}
            if state.active_flow is None:
                nlu_result = downgrade_emergency(
                    body.text, slots, nlu_result, context.now, ports.classify, context.rules
                )
            if context.queue_wait is not None:
                nlu_result = downgrade_impatience(body.text, nlu_result)
            form = state.active_flow.slots if state.active_flow else {}
            stranded = is_stranded_in_traffic(body.text, slots, ports.recent_texts, form, context.now, context.rules)
            return dispatch_message(
                state, UserInput(text=body.text, slots=slots, is_stranded=stranded), nlu_result, context
            )
        case _:
            return TurnResult(state, ())


def _place_with_point(state: BotState, here: Location, context: Context) -> str:
    """Where the customer is, for the form: the words they told the place by, if any, and degrees to about a metre.
    The landmark of an earlier position isn't their words: another position has a landmark of its own."""
    confirm = state.active_flow.slots.get("place", "") if state.active_flow else ""
    before = point_in(confirm)
    words = "" if before is not None and confirm == _place_by_landmark(before, context) else place_name(confirm)
    point = (round(here.latitude, 5), round(here.longitude, 5))
    return f"{words} ({_format_degrees(point)})" if words else _place_by_landmark(point, context)


def _place_by_landmark(point: Point, context: Context) -> str:
    landmark = nearest_landmark(*point)
    return context.texts.render(
        "bot", "here_near" if landmark else "here", point=_format_degrees(point), landmark=landmark
    )


def _format_degrees(point: Point) -> str:
    return f"{point[0]:.5f},{point[1]:.5f}"


def _is_handled(state: BotState, seq: int) -> bool:
    """Whether a message was dealt with. Of two that came at once the later may have been first: that makes the earlier
    no repeat. Memories older than `recent` know the last one only."""
    if not state.recent_seqs:
        return state.version > 0 and seq <= state.last_answered_seq
    return seq in state.recent_seqs or (len(state.recent_seqs) == MAX_RECENT_SEQS and seq < min(state.recent_seqs))


def _run_turn(
    ports: BotPorts, conversation: str, seq: int, respond_to: Respond, is_handled: Callable[[BotState], bool]
) -> BotState:
    for _ in range(ATTEMPTS):
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
        if ports.states.save(conversation, after):
            _send_all(ports, [*unsent, *pending])
            return after
    raise Conflict(conversation=conversation)


def _send_all(ports: BotPorts, pending: list[PendingMessage]) -> None:
    for sentence in pending:
        if not ports.send(sentence.number, sentence.body):
            return
