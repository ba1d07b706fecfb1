"""The bot's policy while a customer waits for an agent: it answers what it can, moves them to an urgent queue, and
leaves the rest to the agent, who reads every message."""

from msgspec.structs import replace

from chalicelib.content.configuration import BotRules, IntentRule, queues
from chalicelib.content.hours_text import hours_text
from chalicelib.content.message_bodies import Button, Text
from chalicelib.content.messages import Speaker
from chalicelib.dialogue import draft_resumption, policy
from chalicelib.dialogue.accompanied_wait import respond_meanwhile
from chalicelib.dialogue.context import Context, QueueWait, TurnResult
from chalicelib.dialogue.contract_answers import answer_choice
from chalicelib.dialogue.emergency_detection import WAIT_STATUS, detect_emergency, suspects_emergency
from chalicelib.dialogue.emergency_question import read_emergency_reply
from chalicelib.dialogue.intent_actions import repeat_open_question
from chalicelib.dialogue.intent_resolution import AGENT_REQUEST, resolve_intent, wants_handoff
from chalicelib.dialogue.interruptions import draft_from_emergency
from chalicelib.dialogue.open_jobs import about_job, answer_about_job, other_truck_messages
from chalicelib.dialogue.safety_rules import EmergencyKind, emergency_call_buttons, safety_rules
from chalicelib.dialogue.state import ActiveFlow, BotState
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import dialogue_acts, word_patterns
from chalicelib.nlu.leave_queue import wants_to_leave_queue
from chalicelib.nlu.tow_trucks import says_other_truck
from chalicelib.nlu.types import NluResult

ROADSIDE_STATUS = "roadside_status"
"""The intent that asks when roadside assistance arrives."""

MAX_HOURS_QUESTION_CHARS = 16
"""Maximum length in characters of a request for the opening hours that isn't phrased as a question: "상담
시간 알려 주세요"."""


def dispatch_message(
    state: BotState, user_input: UserInput, nlu_result: NluResult | None, context: Context
) -> TurnResult:
    """Responds to one message, by whether the customer waits for an agent."""
    if state.contract_question is not None and (chosen := answer_choice(state, user_input, context)):
        return chosen if context.queue_wait is None else _keep_in_queue(chosen, "", context)
    if context.queue_wait is None:
        asked = state.active_flow is None and _asks_opening_hours(user_input, nlu_result, context.rules)
        return (
            TurnResult(state, (_hours_message(context),))
            if asked
            else policy.respond(state, user_input, nlu_result, context)
        )
    return _respond_in_queue(state, user_input, nlu_result, context, context.queue_wait)


def _respond_in_queue(
    state: BotState, user_input: UserInput, nlu_result: NluResult | None, context: Context, waiting: QueueWait
) -> TurnResult:
    active = state.active_flow if state.active_flow and state.active_flow.flow in context.flows else None
    if user_input.reading and wants_to_leave_queue(user_input.reading, in_form=active is not None):
        return TurnResult(replace(state, leaves_queue=True), ())
    if user_input.source_message is not None and user_input.source_message.by.role is Speaker.AGENT:
        return TurnResult(
            state, (Text(context.texts.render("queue_status", "message_received")),)
        )  # answers to an agent's questions are for agents
    intent = resolve_intent(user_input, nlu_result, context.rules)
    if emergency := detect_emergency(active, user_input, nlu_result, context.rules):
        repeated = _respond_to_repeated_emergency(state, active, user_input, intent, context, waiting, emergency)
        if repeated is not None:
            return repeated
    elif read_emergency_reply(state, user_input) is not None or suspects_emergency(
        active, user_input, nlu_result, context.rules
    ):
        pass
    elif wants_handoff(active, user_input, nlu_result, context.rules):
        return TurnResult(state, (Text(waiting.describe()),))
    elif active is None:
        reply = draft_resumption.handle_resume_reply(state, user_input, context) or _respond_without_agent(
            state, intent, user_input, nlu_result, context, waiting
        )
        if reply is not None:
            return _keep_in_queue(reply, intent, context)
    elif _asks_queue_status(intent, user_input, context) and dialogue_acts.is_question(user_input.text):
        again = repeat_open_question(state, context)
        return TurnResult(state, (Text(waiting.describe()), *again))
    return _keep_in_queue(
        _with_still_waiting(active, policy.respond(state, user_input, nlu_result, context), context), intent, context
    )


def _respond_to_repeated_emergency(
    state: BotState,
    active: ActiveFlow | None,
    user_input: UserInput,
    intent: str,
    context: Context,
    waiting: QueueWait,
    emergency: EmergencyKind,
) -> TurnResult | None:
    """The response to an emergency of a customer at the front of the queue, whose first alarm was answered; None where
    it is the first, or where words about a car in traffic answer the request for help that goes on."""
    if not waiting.is_emergency:
        return None
    known = draft_from_emergency(state, user_input, context) if user_input.text and active is None else state
    helped = _repeat_emergency_help(user_input, intent, context, waiting, emergency)
    if emergency != "traffic" or active is None or not context.flows[active.flow].requests_job:
        return TurnResult(known, helped)
    return TurnResult(known, (*helped, *repeat_open_question(known, context))) if helped else None


def _asks_opening_hours(user_input: UserInput, nlu_result: NluResult | None, rules: BotRules) -> bool:
    """Whether the message only asks for the opening hours: no reason to join the queue."""
    if nlu_result is None or nlu_result.is_emergency or user_input.is_stranded:
        return False
    if not word_patterns.pattern("opening_hours_question").search(user_input.text):
        return False
    return resolve_intent(user_input, nlu_result, rules) in ("", WAIT_STATUS, AGENT_REQUEST) and (
        dialogue_acts.is_question(user_input.text) or len(user_input.text) < MAX_HOURS_QUESTION_CHARS
    )


def _hours_message(context: Context) -> Text:
    queue, say = queues(context.texts.locale)[context.default_queue], context.texts.render
    words = say(
        "queue_status", "hours", queue=queue.label, hours=hours_text(queue.hours, context.texts), phone=queue.phone
    )
    return Text(words, (Button(f"intent:{AGENT_REQUEST}", context.rules.intents[AGENT_REQUEST].label),))


def _respond_without_agent(
    state: BotState,
    intent: str,
    user_input: UserInput,
    nlu_result: NluResult | None,
    context: Context,
    waiting: QueueWait,
) -> TurnResult | None:
    """The response to courtesies, questions about the wait, and messages for the agent; None where the bot can handle
    it."""
    if (
        user_input.text
        and dialogue_acts.is_courtesy(user_input.text)
        and not dialogue_acts.is_question(user_input.text)
    ):
        return TurnResult(state, ())
    rule = context.rules.intents.get(intent)
    of_job = about_job(rule, user_input.text, context.rules)
    if of_job is not None and (answered := answer_about_job(state, of_job, user_input, context)):
        return answered
    if _asks_queue_status(intent, user_input, context):
        return TurnResult(state, (Text(waiting.describe()),))
    if says_other_truck(user_input.text):
        return TurnResult(state, other_truck_messages(user_input.text, context))
    if _is_answerable(intent, user_input, nlu_result, context):
        return None
    return respond_meanwhile(state, user_input, nlu_result, context, waiting) or _note_for_agent(
        state, user_input, context, waiting
    )


def _with_still_waiting(active: ActiveFlow | None, result: TurnResult, context: Context) -> TurnResult:
    """Adds that the wait goes on where a form is stopped: "취소할게요" may mean either."""
    after = result.state
    if active is None or after.active_flow is not None or after.handoff or after.completed_flow:
        return result
    return TurnResult(after, (*result.messages, Text(context.texts.render("queue_status", "still_waiting"))))


def _keep_in_queue(result: TurnResult, intent: str, context: Context) -> TurnResult:
    """The result without a handoff, except to an urgent queue: the customer waits already. The summary has the message,
    and the agent can transfer the conversation."""
    asked = result.state.handoff
    stays = intent in context.rules.intents and context.rules.intents[intent].keeps_queue
    if asked is None or asked.is_emergency or (queues()[asked.queue].urgent and not stays):
        return result
    return TurnResult(replace(result.state, handoff=None), result.messages)


def _repeat_emergency_help(
    user_input: UserInput, intent: str, context: Context, waiting: QueueWait, emergency: EmergencyKind
) -> tuple[Text, ...]:
    """A repeated emergency is answered only where the customer asks something or presses a button: with the queue
    status and whom to call meanwhile."""
    if (
        not user_input.button
        and intent not in (WAIT_STATUS, ROADSIDE_STATUS)
        and not dialogue_acts.is_question(user_input.text)
    ):
        return ()
    return (
        Text(
            waiting.describe(), emergency_call_buttons(emergency, user_input.is_stranded, safety_rules(), context.texts)
        ),
    )


def _asks_queue_status(intent: str, user_input: UserInput, context: Context) -> bool:
    """Whether the message asks how long it takes, or how else to reach agents. "아직 멀었나요" means the queue,
    unless it mentions a tow truck."""
    if intent == WAIT_STATUS:
        return True
    sure = (
        intent in context.rules.intents
        and not context.rules.intents[intent].keeps_queue
        and not context.rules.intents[intent].reply
    )
    words = user_input.text if not sure else ""
    return bool(word_patterns.pattern("queue_question").search(words)) and not word_patterns.pattern(
        "tow_truck_question"
    ).search(words)


def _is_answerable(intent: str, user_input: UserInput, nlu_result: NluResult | None, context: Context) -> bool:
    """Whether the bot certainly has a response to the input."""
    if user_input.button or user_input.form_values is not None:
        return True
    if nlu_result is not None and nlu_result.clarification_intents:
        return all(_is_automated(context.rules.intents.get(name)) for name in nlu_result.clarification_intents)
    if nlu_result is None or intent not in context.rules.intents or context.rules.intents[intent].reply:
        return False
    if context.rules.intents[intent].keeps_queue and not word_patterns.pattern("tow_truck_question").search(
        user_input.text
    ):
        return False
    return nlu_result.confidence >= context.rules.confidence.act and intent != AGENT_REQUEST


def _is_automated(rule: IntentRule | None) -> bool:
    """Whether the bot handles an intent without an agent."""
    return rule is not None and bool(rule.contract_answer or rule.claim_action or rule.flow)


def _note_for_agent(state: BotState, user_input: UserInput, context: Context, waiting: QueueWait) -> TurnResult:
    """Notes a message for the agent. Confirmed once per wait, unless an agent is about to come or it was a courtesy; a
    shared location is always confirmed."""
    place = user_input.slots.get("place")
    if place and not user_input.text:
        summary = state.summary | {context.texts.render("bot", "summary_place"): str(place)}
        return TurnResult(
            replace(state, summary=summary), (Text(context.texts.render("queue_status", "location_received")),)
        )
    courtesy = (
        not user_input.text
        or dialogue_acts.is_small_talk(user_input.text)
        or dialogue_acts.is_bare_yes_no(user_input.text)
    )
    if (
        state.notified_wait_since == waiting.waiting_since
        or waiting.agent_available
        or waiting.is_emergency
        or courtesy
    ):
        return TurnResult(state, ())
    return TurnResult(
        replace(state, notified_wait_since=waiting.waiting_since),
        (Text(context.texts.render("queue_status", "message_received")),),
    )
