"""The bot's policy: a pure function from state and message to the next state and messages."""

from msgspec.structs import replace

from chalicelib.content.configuration import Flow
from chalicelib.content.message_bodies import Button, Text
from chalicelib.dialogue import act_responses, draft_resumption, handoff, parked_intents
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.contract_answers import answer_button
from chalicelib.dialogue.crash_signals import respond_well_after_crash
from chalicelib.dialogue.emergencies import describes_accident, respond_to_emergency
from chalicelib.dialogue.emergency_detection import detect_emergency, suspects_emergency, without_alarm
from chalicelib.dialogue.emergency_question import read_emergency_reply, with_emergency_question
from chalicelib.dialogue.flows import UserInput
from chalicelib.dialogue.form_responses import answer_without_place, respond_in_form
from chalicelib.dialogue.intent_actions import (
    fulfil_intent,
    intent_buttons,
    repeat_open_question,
    respond_about_claim,
    respond_safe,
    respond_stale,
)
from chalicelib.dialogue.intent_resolution import (
    name_contract_intent,
    resolve_intent,
    resolve_plates,
    wants_handoff,
)
from chalicelib.dialogue.open_form import OpenForm
from chalicelib.dialogue.open_jobs import (
    CANCEL_INTENT,
    about_job,
    answer_about_job,
    answer_beside_form,
    other_truck_messages,
)
from chalicelib.dialogue.stale_answers import NONE_BUTTON, stale_text_key
from chalicelib.dialogue.state import ActiveFlow, BotState
from chalicelib.dialogue.suggestions import answer_suggestion
from chalicelib.nlu.contract_topics import CONTRACT_WORDS
from chalicelib.nlu.tow_trucks import is_about_trucks, said_of_job, says_other_truck
from chalicelib.nlu.types import ACCIDENT_REPORT, EMERGENCY, NON_ACTION_INTENTS, NluResult


def greet_customer(state: BotState, name: str, context: Context) -> TurnResult:
    """The greeting of a new or reopened conversation: the company, that this is a bot, what it can do."""
    say = context.texts.render
    words = say("bot", "greeting", name=name) if name else say("bot", "greeting_guest")
    hello = Text(words, intent_buttons(context.rules.greeting_buttons, context))
    after = draft_resumption.offer_unfinished(replace(state, failures=0), context)
    return TurnResult(after.state, (hello, *after.messages))


def respond(state: BotState, user_input: UserInput, nlu_result: NluResult | None, context: Context) -> TurnResult:
    """Responds to one message of the customer. An emergency comes before everything else, also in the middle of a
    form."""
    user_input = resolve_plates(user_input, context.contracts)
    flow = context.flows.get(state.active_flow.flow) if state.active_flow else None
    active = state.active_flow if flow is not None else None
    urgent = _respond_to_emergency_signs(state, flow, active, user_input, nlu_result, context)
    if urgent is not None:
        return urgent
    state = replace(state, emergency_asked=False, crash_asked=False)
    stops = user_input.reading is not None and "stop" in user_input.reading.about_conversation.acts
    about_trucks = stops or is_about_trucks(user_input.text, nlu_result) or said_of_job(user_input.text)
    if about_trucks and (answered := _respond_about_truck(state, user_input, context, stops=stops)):
        return answered
    if key := stale_text_key(state, user_input, context):
        return respond_stale(state, key, context)
    if state.suggestion is not None and (user_input.button.startswith("suggestion:") or active is not None):
        state, answered = _respond_to_suggestion(state, user_input, context)
        if answered is not None:
            return answered
    to_card = _respond_to_card_or_place(state, user_input, context)
    if to_card is not None:
        return _with_facts_beside(to_card, user_input, context)
    outcome = act_responses.respond_to_acts(state, user_input, context)
    if outcome.response is not None:
        return outcome.response
    if outcome.user_input is not user_input:
        nlu_result = outcome.user_input.reading.understood if outcome.user_input.reading else None
    state, user_input = outcome.state, outcome.user_input
    if outcome.leaves and (put_off := _put_off_new_form(state, user_input, context)):
        return put_off
    result = _respond_to_requests(state, user_input, nlu_result, context)
    return act_responses.with_apology(result, context) if outcome.said_before else result


def _respond_to_suggestion(
    state: BotState, user_input: UserInput, context: Context
) -> tuple[BotState, TurnResult | None]:
    """The state after an answer to a suggestion, and the response to it, if it was one."""
    after, words = answer_suggestion(state, user_input, context.texts)
    return after, TurnResult(after, (*words, *repeat_open_question(after, context))) if words else None


def _respond_about_truck(state: BotState, user_input: UserInput, context: Context, *, stops: bool) -> TurnResult | None:
    """The answer about a tow truck that nobody called; outside a form also to a question about the customer's open job,
    or to its cancellation ("취소할게요")."""
    if says_other_truck(user_input.text) and not describes_accident(user_input):
        return TurnResult(
            state, (*other_truck_messages(user_input.text, context), *repeat_open_question(state, context))
        )
    understood = user_input.reading.understood.intent if user_input.reading else ""
    rule = context.rules.intents.get(CANCEL_INTENT if stops else understood)
    if state.active_flow is not None:
        return None
    of_job = about_job(rule, user_input.text, context.rules)
    return answer_about_job(state, of_job, user_input, context) if of_job is not None else None


def _put_off_new_form(state: BotState, user_input: UserInput, context: Context) -> TurnResult | None:
    """The response to a message that begins a form and puts it off: what it says is kept, and nothing asked; None for
    any other message."""
    facts = act_responses.facts_beside_acts(user_input) if state.active_flow is None else None
    if facts is None or facts.reading is None:
        return None
    started = _respond_to_requests(state, facts, facts.reading.understood, context)
    put_off = act_responses.put_off_started(started, context)
    understood = facts.reading.understood
    unclear = understood.intent in NON_ACTION_INTENTS or bool(understood.clarification_intents)
    return act_responses.put_off_nothing(state, context) if put_off is None and unclear else put_off


def _with_facts_beside(resumed: TurnResult, user_input: UserInput, context: Context) -> TurnResult:
    """The response to a message that resumes a form and tells something beside it."""
    resumes = user_input.reading is not None and "resume" in user_input.reading.about_conversation.acts
    facts = act_responses.facts_beside_acts(user_input) if resumes and resumed.state.active_flow is not None else None
    if facts is None or facts.reading is None:
        return resumed
    return respond(resumed.state, facts, facts.reading.understood, context)


def _respond_to_requests(
    state: BotState, user_input: UserInput, nlu_result: NluResult | None, context: Context
) -> TurnResult:
    """Responds to the first request of a message, an accident before all others, and keeps the others for later."""
    if state.contract_question is not None and nlu_result is not None:
        state = replace(state, contract_question=None)
    intent = resolve_intent(user_input, nlu_result, context.rules)
    if state.active_flow is None and nlu_result is not None and not user_input.button:
        intent = name_contract_intent(intent, user_input, nlu_result, context.rules)
    flow = context.flows.get(state.active_flow.flow) if state.active_flow else None
    if wants_handoff(state.active_flow if flow else None, user_input, nlu_result, context.rules):
        return handoff.hand_off_on_request(state, context, user_input)
    requests = parked_intents.read_requests(user_input, intent, context.rules) if state.active_flow is None else ()
    if not requests:
        result = _respond_to_intent(state, user_input, intent, nlu_result, context)
        reports = state.active_flow is None and result.state.active_flow is not None and intent == ACCIDENT_REPORT
        asks = reports and CONTRACT_WORDS.search(user_input.text)
        return parked_intents.with_coverage(result, user_input, context) if asks else result
    first, *others = requests
    asked = parked_intents.park(replace(state, failures=0), others)
    done = fulfil_intent(asked, context.rules.intents[first.intent], user_input, context)
    if done.state.handoff is not None:
        return done
    if done.state.active_flow is None and done.state.resume_prompt is None:
        return parked_intents.answer_parked(done, context)
    return parked_intents.answer_beside(done, others, user_input, context)


def _respond_to_intent(
    state: BotState, user_input: UserInput, intent: str, nlu_result: NluResult | None, context: Context
) -> TurnResult:
    flow = context.flows.get(state.active_flow.flow) if state.active_flow else None
    active = state.active_flow if flow is not None else None
    if active is not None and flow is not None:
        rule = context.rules.intents.get(intent)
        if rule is not None and rule.job_action and (about_job := answer_beside_form(state, rule, user_input, context)):
            return TurnResult(about_job.state, (*about_job.messages, *repeat_open_question(state, context)))
        if rule is not None and rule.job_action == "cancel" and flow.requests_job:  # what isn't requested yet
            user_input = UserInput(button="flow:cancel")
        return respond_in_form(OpenForm(state, flow, active, context), user_input, intent, nlu_result)
    if put_off := act_responses.resume_by_answer(state, user_input, context):
        return put_off
    if not intent and nlu_result is not None and _clarification_options(nlu_result, context):
        return TurnResult(
            replace(state, clarification_text=user_input.text), (_ask_for_clarification(nlu_result, context),)
        )
    if intent not in context.rules.intents:
        unknown = user_input.button and user_input.button != NONE_BUTTON  # of an earlier configuration
        return respond_stale(state, "expired_over", context) if unknown else _fall_back(state, user_input, context)
    return fulfil_intent(replace(state, failures=0), context.rules.intents[intent], user_input, context)


def _respond_to_emergency_signs(
    state: BotState,
    flow: Flow | None,
    active: ActiveFlow | None,
    user_input: UserInput,
    nlu_result: NluResult | None,
    context: Context,
) -> TurnResult | None:
    """The response to an emergency, or to one that is only suspected; None where nothing points to one."""
    reply, quiet = read_emergency_reply(state, user_input), replace(state, emergency_asked=False, crash_asked=False)
    emergency = "harm" if reply else detect_emergency(active, user_input, nlu_result, context.rules)
    is_known = context.queue_wait is not None and context.queue_wait.is_emergency and emergency == "traffic"
    if is_known and flow is not None and flow.requests_job:  # where the car stands was answered with advice
        return None
    if emergency is not None:
        return respond_to_emergency(quiet, flow, user_input, context, emergency)
    if reply is False:
        return respond_well_after_crash(quiet, context) if state.crash_asked else respond_safe(quiet, context)
    if nlu_result is None or not suspects_emergency(active, user_input, nlu_result, context.rules):
        return None
    if state.emergency_asked:  # asked once, and answered by something else
        return None
    answered = respond(quiet, user_input, without_alarm(nlu_result), context)
    asked = with_emergency_question(answered, context)
    in_form = answered.state.active_flow is not None and active is None
    return parked_intents.with_coverage(asked, user_input, context) if in_form else asked


def _respond_to_card_or_place(state: BotState, user_input: UserInput, context: Context) -> TurnResult | None:
    """Handles a button of a claim's card, or of an unfinished form's, and an answer to where the car of a request
    stands that names no place."""
    if user_input.button.startswith("claim:"):
        return respond_about_claim(state, user_input, context)
    if user_input.button.startswith("contract:") and (answered := answer_button(state, user_input, context)):
        again = () if answered.state.handoff else repeat_open_question(state, context)
        return TurnResult(answered.state, answered.messages + again)
    if resumed := draft_resumption.handle_resume_reply(state, user_input, context):
        return resumed
    active = state.active_flow
    flow = context.flows.get(active.flow) if active is not None else None
    if active is None or flow is None or not flow.requests_job:
        return None
    return answer_without_place(OpenForm(state, flow, active, context), user_input)


def _fall_back(state: BotState, user_input: UserInput, context: Context) -> TurnResult:
    failed = replace(state, failures=state.failures + 1, clarification_text=user_input.text)
    if failed.failures >= context.rules.failures_before_handoff:
        return handoff.hand_off(failed, context, "handing_over_failed", handoff.flow_queue(state, context), user_input)
    # The model's accuracy is low for English: the message may report an emergency.
    urgent = (EMERGENCY,) if context.texts.locale == "en" else ()
    buttons = intent_buttons((*context.rules.greeting_buttons, *urgent), context)
    return TurnResult(failed, (Text(context.texts.render("bot", "not_understood"), buttons),))


def _clarification_options(nlu_result: NluResult, context: Context) -> tuple[str, ...]:
    """The intents to ask back about, where the classifier can't tell them apart."""
    return tuple(name for name in nlu_result.clarification_intents if name in context.rules.intents)


def _ask_for_clarification(nlu_result: NluResult, context: Context) -> Text:
    buttons = intent_buttons(_clarification_options(nlu_result, context), context)
    neither = Button(NONE_BUTTON, context.texts.render("bot", "neither"))
    return Text(context.texts.render("bot", "ask_back"), (*buttons, neither))
