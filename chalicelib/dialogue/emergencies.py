"""The response to an emergency: safety advice and emergency numbers first, then a handoff to the front of the queue."""

from collections.abc import Mapping

from msgspec.structs import replace

from chalicelib.content.configuration import BotRules, Flow, queue_of_intent
from chalicelib.content.message_bodies import Text
from chalicelib.dialogue import flows
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.form_summary import flow_summary
from chalicelib.dialogue.handoff_summary import suspend_for_agent, with_agent_notes
from chalicelib.dialogue.interruptions import draft_from_emergency
from chalicelib.dialogue.job_requests import known_car, with_quote
from chalicelib.dialogue.safety_rules import EmergencyKind, emergency_call_buttons, safety_rules
from chalicelib.dialogue.state import BotState, Handoff
from chalicelib.dialogue.stranded import just_happened_on_fast_road
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import word_patterns
from chalicelib.nlu.types import EMERGENCY, ROADSIDE_REQUEST

EMERGENCY_TEXT_KEYS: dict[EmergencyKind, str] = {"harm": "emergency", "traffic": "stranded"}
"""The first text by kind of emergency: keys of the texts' section `bot`."""


def respond_to_emergency(
    state: BotState, flow: Flow | None, user_input: UserInput, context: Context, emergency: EmergencyKind
) -> TurnResult:
    """Safety advice and the numbers to call, then a handoff to the front of the queue with everything known so far."""
    if emergency == "traffic" and (flow is None or flow.requests_job) and not describes_accident(user_input):
        return _respond_to_stranded(state, user_input, context)
    words = context.texts.render("bot", EMERGENCY_TEXT_KEYS[emergency])
    known, accident = state, emergency == "harm" or describes_accident(user_input)
    if flow is not None and state.active_flow is not None:
        accident = accident or flow.registers_claim
        facts = state.active_flow.slots | flows.unsolicited_slots(
            flow, "", user_input, state.active_flow.slots, context.now
        )
        facts = flows.with_narrative(flow, facts, user_input.raw)
        known = replace(state, active_flow=replace(state.active_flow, slots=facts))
        words = f"{words}\n{_form_facts_text(flow, facts, context)}"
    elif user_input.text and accident:
        known = draft_from_emergency(state, user_input, context)
    known = with_agent_notes(suspend_for_agent(known, context), context, context.rules.intents[EMERGENCY], user_input)
    notes = _roadside_notes(user_input, context) if emergency == "traffic" else {}
    requested = Handoff(emergency_queue(context.rules, emergency, accident=accident), is_emergency=True)
    message = Text(words, emergency_call_buttons(emergency, user_input.is_stranded, safety_rules(), context.texts))
    return TurnResult(replace(known, summary=known.summary | notes, handoff=requested), (message,))


def _respond_to_stranded(state: BotState, user_input: UserInput, context: Context) -> TurnResult:
    """Safety advice for a car that stands in traffic, and a person; the request for help goes on, or begins."""
    name, flow = next((name, flow) for name, flow in context.flows.items() if flow.requests_job)
    active, rule = state.active_flow, context.rules.intents[EMERGENCY]
    if active is None:
        asked = flows.start_flow(
            replace(flow, opening=""),
            name,
            user_input,
            context.texts,
            context.now,
            context.rules,
            known_car(context),
        )
    else:
        filled = flows.unsolicited_slots(flow, "", user_input, active.slots, context.now)
        active = replace(active, slots=active.slots | filled)
        asked = flows.repeat_question(flow, active, context.texts, context.now, context.rules)
    known = with_agent_notes(state, context, rule, user_input)
    requested = Handoff(emergency_queue(context.rules, "traffic", accident=False), is_emergency=True)
    summary = known.summary | _roadside_notes(user_input, context)
    advice = Text(
        context.texts.render("bot", EMERGENCY_TEXT_KEYS["traffic"]),
        emergency_call_buttons("traffic", user_input.is_stranded, safety_rules(), context.texts),
    )
    after = replace(known, summary=summary, active_flow=asked.active_flow, handoff=requested)
    return with_quote(TurnResult(after, (advice, *asked.messages)), flow, context)


def with_safety_advice(
    result: TurnResult, before: Mapping[str, str], after: Mapping[str, str], context: Context
) -> TurnResult:
    """Puts safety advice before the next question, once the form shows that the accident has just happened on a fast
    road. Whether the car still stands there is asked much later."""
    if result.state.handoff is not None or before == after:
        return result
    newly_known = just_happened_on_fast_road(after, context.now, context.rules) and not just_happened_on_fast_road(
        before, context.now, context.rules
    )
    if not newly_known:
        return result
    first = Text(
        context.texts.render("bot", "road_first"),
        emergency_call_buttons("traffic", False, safety_rules(), context.texts),
    )
    return TurnResult(result.state, (first, *result.messages))


def _form_facts_text(flow: Flow, slots: dict[str, str], context: Context) -> str:
    """What the agent receives of a form, within the alarm: a card below it would distract from the advice."""
    short_slots = {step.slot: slots[step.slot] for step in flow.steps if slots.get(step.slot) and step.format != "text"}
    known_facts = [f"{label} {value}" for label, value in flow_summary(flow, short_slots, context.texts).items()]
    if not known_facts or not flow.registers_claim:
        return context.texts.render("bot", "emergency_facts")
    return context.texts.render("bot", "emergency_form", what=", ".join(known_facts))


def emergency_queue(bot: BotRules, emergency: EmergencyKind, *, accident: bool) -> str:
    """The queue of an emergency. Where a car only stands in traffic, roadside assistance's."""
    return queue_of_intent(ROADSIDE_REQUEST if emergency == "traffic" and not accident else EMERGENCY, bot)


def describes_accident(user_input: UserInput) -> bool:
    """Whether the input describes an accident, not only a car that stands in traffic."""
    hit = word_patterns.pattern("collision").search(user_input.text) is not None
    return hit or "accident_type" in user_input.slots


def _roadside_notes(user_input: UserInput, context: Context) -> dict[str, str]:
    """Notes for roadside assistance, for the agent's summary."""
    say = context.texts.render
    notes = {say("bot", "summary_intent"): say("bot", "summary_stranded")}
    place = user_input.slots.get("place")
    return notes | ({say("bot", "summary_place"): str(place)} if place else {})
