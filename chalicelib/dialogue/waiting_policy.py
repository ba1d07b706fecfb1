"""What the bot does for somebody in line for an agent: it answers what it can, moves them to a line of urgent help, and
leaves the rest to the agent, who reads everything that was written."""

from msgspec.structs import replace

from chalicelib.content.configuration import BotRules, IntentRule, queues
from chalicelib.content.hours_text import hours_text
from chalicelib.content.message_bodies import Button, Text
from chalicelib.content.messages import Speaker
from chalicelib.dialogue import draft_resumption, policy
from chalicelib.dialogue.context import Context, QueueWait, TurnResult
from chalicelib.dialogue.intent_resolution import (
    AGENT_REQUEST,
    WAIT_STATUS,
    detect_emergency,
    resolve_intent,
    wants_handoff,
)
from chalicelib.dialogue.interruptions import draft_from_emergency
from chalicelib.dialogue.safety_rules import EmergencyKind, emergency_call_buttons, safety_rules
from chalicelib.dialogue.slot_filling import UserInput
from chalicelib.dialogue.state import ActiveFlow, BotState
from chalicelib.nlu import dialogue_acts, word_patterns
from chalicelib.nlu.leave_queue import wants_to_leave_queue
from chalicelib.nlu.types import NluResult

ROADSIDE_STATUS = "roadside_status"
"""The wish to know when help comes."""

MAX_HOURS_QUESTION_CHARS = 16
"""Characters of a message that asks for the hours without asking: "상담 시간 알려 주세요"."""


def dispatch_message(state: BotState, heard: UserInput, understood: NluResult | None, know: Context) -> TurnResult:
    """One message of the customer, in line or not."""
    if know.queue_wait is None:
        asked = (
            state.active_flow is None
            and state.legacy_slots == {}
            and _asks_opening_hours(heard, understood, know.rules)
        )
        return TurnResult(state, (_hours_message(know),)) if asked else policy.respond(state, heard, understood, know)
    return _respond_in_queue(state, heard, understood, know, know.queue_wait)


def _respond_in_queue(
    state: BotState, heard: UserInput, understood: NluResult | None, know: Context, waiting: QueueWait
) -> TurnResult:
    running = state.active_flow if state.active_flow and state.active_flow.flow in know.flows else None
    if heard.text and wants_to_leave_queue(heard.text, in_form=running is not None):
        return TurnResult(replace(state, leaves_queue=True), ())
    if heard.source_message is not None and heard.source_message.by.role is Speaker.AGENT:
        return TurnResult(
            state, (Text(know.texts.render("queue_status", "message_noted")),)
        )  # what an agent asked is answered to agents
    wish = resolve_intent(heard, understood, know.rules)
    if peril := detect_emergency(running, heard, understood, know.rules):
        if waiting.is_emergency:  # the first alarm was answered, and they are at the head of the line
            known = draft_from_emergency(state, heard, know) if heard.text and running is None else state
            return TurnResult(known, _repeat_emergency_help(heard, wish, know, waiting, peril))
    elif wants_handoff(running, heard, understood, know.rules):
        return TurnResult(state, (Text(waiting.describe()),))
    elif running is None:
        said = draft_resumption.handle_resume_reply(state, heard, know) or _respond_without_agent(
            state, wish, heard, understood, know, waiting
        )
        if said is not None:
            return _keep_in_queue(said, wish, know)
    elif _asks_queue_status(wish, heard, know) and dialogue_acts.is_question(heard.text):
        again = policy.repeat_open_question(state, know)
        return TurnResult(state, (Text(waiting.describe()), *again))
    return _keep_in_queue(
        _with_still_waiting(running, policy.respond(state, heard, understood, know), know), wish, know
    )


def _asks_opening_hours(heard: UserInput, understood: NluResult | None, rules: BotRules) -> bool:
    """Whether it is asked when people are there, and nothing else: no reason to put anybody in line."""
    if understood is None or understood.is_emergency or heard.is_stranded:
        return False
    if not word_patterns.pattern("asks_of_hours").search(heard.text):
        return False
    return resolve_intent(heard, understood, rules) in ("", WAIT_STATUS, AGENT_REQUEST) and (
        dialogue_acts.is_question(heard.text) or len(heard.text) < MAX_HOURS_QUESTION_CHARS
    )


def _hours_message(know: Context) -> Text:
    queue, say = queues(know.texts.locale)[know.default_queue], know.texts.render
    words = say(
        "queue_status", "hours", queue=queue.label, hours=hours_text(queue.hours, know.texts), phone=queue.phone
    )
    return Text(words, (Button(f"intent:{AGENT_REQUEST}", know.rules.intents[AGENT_REQUEST].label),))


def _respond_without_agent(
    state: BotState, wish: str, heard: UserInput, understood: NluResult | None, know: Context, waiting: QueueWait
) -> TurnResult | None:
    """The answer to what isn't the bot's to do: courtesies, questions about the line, words for the agent."""
    if heard.text and dialogue_acts.is_courtesy(heard.text) and not dialogue_acts.is_question(heard.text):
        return TurnResult(state, ())
    if _asks_queue_status(wish, heard, know):
        return TurnResult(state, (Text(waiting.describe()),))
    return None if _is_answerable(wish, heard, understood, know) else _note_for_agent(state, heard, know, waiting)


def _with_still_waiting(running: ActiveFlow | None, thought: TurnResult, know: Context) -> TurnResult:
    """A form that is stopped ends no waiting: "취소할게요" may have meant either."""
    after = thought.state
    if running is None or after.active_flow is not None or after.handoff or after.completed_flow:
        return thought
    return TurnResult(after, (*thought.messages, Text(know.texts.render("queue_status", "still_waiting"))))


def _keep_in_queue(thought: TurnResult, wish: str, know: Context) -> TurnResult:
    """What was thought, without a way to people other than those of an urgent line: they wait already. The words that
    it is passed on hold, and the summary has it; the agent can transfer."""
    asked = thought.state.handoff
    stays = wish in know.rules.intents and know.rules.intents[wish].keeps_queue
    if asked is None or asked.is_emergency or (queues()[asked.queue].urgent and not stays):
        return thought
    return TurnResult(replace(thought.state, handoff=None), thought.messages)


def _repeat_emergency_help(
    heard: UserInput, wish: str, know: Context, waiting: QueueWait, peril: EmergencyKind
) -> tuple[Text, ...]:
    """Told again, danger is answered only where something is asked, or a button pressed: with the line, and whom to
    call meanwhile."""
    if not heard.button and wish not in (WAIT_STATUS, ROADSIDE_STATUS) and not dialogue_acts.is_question(heard.text):
        return ()
    return (Text(waiting.describe(), emergency_call_buttons(peril, heard.is_stranded, safety_rules(), know.texts)),)


def _asks_queue_status(wish: str, heard: UserInput, know: Context) -> bool:
    """Whether it is asked how long it takes, or how else to reach people. "아직 멀었나요" means the line, unless a
    truck is spoken of."""
    if wish == WAIT_STATUS:
        return True
    sure = (
        wish in know.rules.intents and not know.rules.intents[wish].keeps_queue and not know.rules.intents[wish].reply
    )
    words = heard.text if not sure else ""
    return bool(word_patterns.pattern("asks_of_line").search(words)) and not word_patterns.pattern(
        "asks_of_truck"
    ).search(words)


def _is_answerable(wish: str, heard: UserInput, understood: NluResult | None, know: Context) -> bool:
    """Whether the bot surely has something to do with what it heard."""
    if heard.button or heard.form_values is not None:
        return True
    if understood is not None and understood.clarification_intents:
        return all(_is_automated(know.rules.intents.get(name)) for name in understood.clarification_intents)
    if understood is None or wish not in know.rules.intents or know.rules.intents[wish].reply:
        return False
    if know.rules.intents[wish].keeps_queue and not word_patterns.pattern("asks_of_truck").search(heard.text):
        return False
    return understood.confidence >= know.rules.confidence.act and wish != AGENT_REQUEST


def _is_automated(wish: IntentRule | None) -> bool:
    """Whether the bot grants it without an agent."""
    return wish is not None and bool(wish.contract_answer or wish.claim_action or wish.flow)


def _note_for_agent(state: BotState, heard: UserInput, know: Context, waiting: QueueWait) -> TurnResult:
    """Meant for the agent. Said once a wait, where no agent is about to come and it wasn't a mere courtesy. A position
    that is sent is always confirmed."""
    place = heard.slots.get("place")
    if place and not heard.text:
        noted = state.summary | {know.texts.render("bot", "summary_place"): str(place)}
        return TurnResult(replace(state, summary=noted), (Text(know.texts.render("queue_status", "location_noted")),))
    courtesy = not heard.text or dialogue_acts.is_small_talk(heard.text) or dialogue_acts.is_bare_yes_no(heard.text)
    if (
        state.notified_wait_since == waiting.waiting_since
        or waiting.agent_available
        or waiting.is_emergency
        or courtesy
    ):
        return TurnResult(state, ())
    return TurnResult(
        replace(state, notified_wait_since=waiting.waiting_since),
        (Text(know.texts.render("queue_status", "message_noted")),),
    )
