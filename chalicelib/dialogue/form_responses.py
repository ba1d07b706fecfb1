"""The response to a message while a form is open: an answer, a question in between, another request."""

from msgspec.structs import replace

from chalicelib.content.configuration import BotRules, IntentRule
from chalicelib.content.message_bodies import Button, Text
from chalicelib.dialogue import callbacks, flows, parked_intents
from chalicelib.dialogue.context import TurnResult
from chalicelib.dialogue.flows import Transition, UserInput
from chalicelib.dialogue.handoff_summary import suspend_for_agent
from chalicelib.dialogue.intent_actions import apply_flow_transition, fulfil_intent, repeat_open_question
from chalicelib.dialogue.intent_resolution import interrupts_flow
from chalicelib.dialogue.job_requests import with_quote
from chalicelib.dialogue.more_faults import further_faults, with_faults, without_service
from chalicelib.dialogue.open_form import OpenForm
from chalicelib.dialogue.slot_types import PLACE_KINDS
from chalicelib.dialogue.state import ParkedIntent
from chalicelib.nlu import dialogue_acts
from chalicelib.nlu.request_parts import asked_topic
from chalicelib.nlu.tow_trucks import declines_call
from chalicelib.nlu.types import NluResult
from chalicelib.nlu.unreachable_places import is_abroad, shares_no_place


def respond_in_form(form: OpenForm, user_input: UserInput, intent: str, nlu_result: NluResult | None) -> TurnResult:
    """Responds to a message, of that `intent`, while the form is open."""
    rules = form.context.rules
    rule = rules.intents.get(intent)
    if rule is not None and (other := _respond_to_other_request(form, user_input, rule, nlu_result)):
        return other
    if form.flow.requests_job and declines_call(user_input.text):
        user_input = UserInput(button="flow:cancel")
    if form.flow.requests_job and (more := further_faults(form.active, user_input)):
        return _respond_to_further_faults(form, user_input, more)
    asked = parked_intents.asked_beside(user_input)
    if asked is not None and asked.intent in rules.intents:
        rule, nlu_result = rules.intents[asked.intent], asked
    meant = UserInput(user_input.reading, user_input.button, user_input.slots, intent, user_input.form_values)
    moved = flows.continue_flow(form.flow, form.active, meant, form.context.texts, form.context.now, rules)
    rule = _rule_of_topic(form, moved, user_input, beside=asked is not None) or rule
    if rule is not None and _is_answered(form, rule, moved, user_input, nlu_result, beside=asked is not None):
        return _answer_between(form, rule, moved, user_input)
    after = apply_flow_transition(form.state, form.flow, form.active, moved, user_input, form.context)
    if user_input.button or moved.finished or (moved.understood and asked is None):
        return after
    return parked_intents.with_open_question(after, user_input, form.context, beside=moved.understood)


def answer_without_place(form: OpenForm, user_input: UserInput) -> TurnResult | None:
    """The response to an answer to where the car of a request stands that names no place: a position isn't needed where
    words name it, and nobody is sent abroad."""
    step = form.step
    if step is None or step.kind not in PLACE_KINDS or not user_input.text:
        return None
    abroad = is_abroad(user_input.text)
    if not abroad and (user_input.slots.get("place") or not shares_no_place(user_input.text)):
        return None
    words = form.text("place_abroad" if abroad else "place_in_words")
    return TurnResult(form.state, (words, *repeat_open_question(form.state, form.context)))


def _respond_to_further_faults(form: OpenForm, user_input: UserInput, more: tuple[str, ...]) -> TurnResult:
    """Adds faults to a request, with what else the message says; one that was to be confirmed is shown once more."""
    context, active, rest = form.context, with_faults(form.active, more), without_service(user_input)
    moved = flows.continue_flow(form.flow, active, rest, context.texts, context.now, context.rules)
    if moved.finished or not moved.understood:
        moved = flows.repeat_question(form.flow, active, context.texts, context.now, context.rules)
    after = apply_flow_transition(form.state, form.flow, active, moved, rest, context)
    labels = ", ".join(context.texts.labels("roadside_faults", more))
    return TurnResult(after.state, (Text(context.texts.render("flows", "fault_added", faults=labels)), *after.messages))


def _respond_to_other_request(
    form: OpenForm, user_input: UserInput, rule: IntentRule, nlu_result: NluResult | None
) -> TurnResult | None:
    """The response to a button, or to words about another thing than a claim's form, that leave the form or ask beside
    it. The values so far stay in the summary."""
    state, context = form.state, form.context
    by_button = user_input.button.startswith("intent:")
    asks_about_claim = rule.claim_action and rule.claim_action not in callbacks.BOOKING_KINDS
    if by_button and (rule.contract_answer or asks_about_claim):
        answered = fulfil_intent(state, rule, user_input, context)
        again = () if answered.state.handoff else repeat_open_question(state, context)
        return TurnResult(answered.state, answered.messages + again)
    by_words = not form.flow.registers_claim and interrupts_flow(user_input, nlu_result, context.rules)
    if rule.flow == form.active.flow or not (by_button or by_words):
        return None
    return fulfil_intent(replace(suspend_for_agent(state, context), failures=0), rule, user_input, context)


def _is_answered(
    form: OpenForm,
    rule: IntentRule,
    moved: Transition,
    user_input: UserInput,
    nlu_result: NluResult | None,
    *,
    beside: bool,
) -> bool:
    """Whether the message is a question in between that has an answer; `beside`: it stands beside an answer."""
    if user_input.button or moved.finished or not (rule.contract_answer or rule.digression_reply):
        return False
    if rule.flow == form.active.flow:  # this form is what is asked for
        return False
    asks = beside or dialogue_acts.is_question(user_input.text)
    return (asks or not moved.understood) and _is_confident(user_input, nlu_result, form.context.rules)


def _answer_between(form: OpenForm, rule: IntentRule, moved: Transition, user_input: UserInput) -> TurnResult:
    """Answers a question in between; then the form's own question is asked (again)."""
    answered = _answer_digression(form, rule, user_input)
    if answered.state.handoff is not None:
        return answered
    context, on = form.context, moved
    active = moved.active_flow
    asked_again = active is not None and active.requested_slot == form.active.requested_slot
    if active is not None and asked_again and not moved.understood and dialogue_acts.is_question(user_input.text):
        once_more = replace(active, failed_attempts=form.active.failed_attempts)
        on = flows.repeat_question(form.flow, once_more, context.texts, context.now, context.rules)
    after = TurnResult(replace(answered.state, active_flow=on.active_flow), answered.messages + on.messages)
    return with_quote(after, form.flow, context) if form.flow.requests_job else after


def _rule_of_topic(form: OpenForm, moved: Transition, user_input: UserInput, *, beside: bool) -> IntentRule | None:
    """The answer to a question about what to do at the scene, such as whether to call the police, or about what a call
    costs; alone, or `beside` an answer."""
    answers = form.flow.registers_claim or form.flow.requests_job
    if not answers or moved.finished or (moved.understood and not beside):
        return None
    question = parked_intents.question_of(user_input) or (user_input.text if form.flow.requests_job else "")
    topic = asked_topic(question, form.asked_topics) if question else ""
    return IntentRule("", digression_reply=f"answer_{topic}") if topic else None


def _is_confident(user_input: UserInput, nlu_result: NluResult | None, rules: BotRules) -> bool:
    """Whether an intent is recognised well enough to act on it inside a form."""
    return nlu_result is not None and (
        nlu_result.confidence >= rules.confidence.act or dialogue_acts.is_question(user_input.text)
    )


def _answer_digression(form: OpenForm, rule: IntentRule, user_input: UserInput) -> TurnResult:
    """The answer to a question in between; a report is finished first."""
    state, context, name = form.state, form.context, rule.digression_reply
    if rule.contract_answer and not (name and (form.flow.registers_claim or form.flow.requests_job)):
        return fulfil_intent(state, rule, user_input, context)
    if name == context.rules.postponing_reply:
        named = next(intent for intent, each in context.rules.intents.items() if each is rule)
        state = parked_intents.park(state, (ParkedIntent(named),))
    due = context.adjuster_due() if "{due" in context.texts.sections["bot"][name] else ""
    say = context.texts.render
    guide = (Button("photos", say("bot", "button_photos"), action="open"),)
    buttons = guide if name in context.rules.photo_replies else ()
    return TurnResult(state, (Text(say("bot", name, due=due), buttons),))
