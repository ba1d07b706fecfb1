"""What the bot says and does first where people are in danger: safety, telephone numbers, people at the head of the
line."""

from collections.abc import Mapping

from msgspec.structs import replace

from chalicelib.content.configuration import BotRules, Flow
from chalicelib.content.message_bodies import Text
from chalicelib.dialogue import flows
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.handoff_summary import suspend_for_agent, with_agent_notes
from chalicelib.dialogue.intent_resolution import ROADSIDE_REQUEST
from chalicelib.dialogue.interruptions import draft_from_emergency
from chalicelib.dialogue.safety_rules import EmergencyKind, emergency_call_buttons, safety_rules, share_location_button
from chalicelib.dialogue.slot_filling import UserInput
from chalicelib.dialogue.state import BotState, Handoff
from chalicelib.dialogue.stranded import just_happened_on_fast_road
from chalicelib.nlu import word_patterns
from chalicelib.nlu.text import clean_text
from chalicelib.nlu.types import EMERGENCY

EMERGENCY_TEXT_KEYS: dict[EmergencyKind, str] = {"harm": "danger", "traffic": "standing"}
"""What is said first: keys of the texts' section `bot`."""


def respond_to_emergency(
    state: BotState, flow: Flow | None, heard: UserInput, know: Context, peril: EmergencyKind
) -> TurnResult:
    """Safety and the numbers to call first, then people at the head of the line, with all that is known."""
    words = know.texts.render("bot", EMERGENCY_TEXT_KEYS[peril])
    known, accident = state, peril == "harm" or describes_accident(heard)
    if flow is not None and state.active_flow is not None:
        accident = accident or flow.registers_claim
        facts = state.active_flow.slots | flows.unsolicited_slots(flow, "", heard, state.active_flow.slots, know.now)
        known = replace(state, active_flow=replace(state.active_flow, slots=facts))
        words = f"{words}\n{_form_facts_text(flow, facts, know)}"
    elif heard.text and accident:
        known = draft_from_emergency(state, heard, know)
    known = with_agent_notes(suspend_for_agent(known, know), know, know.rules.intents[EMERGENCY], heard)
    notes = _roadside_notes(heard, know) if peril == "traffic" else {}
    handover = Handoff(emergency_queue(know.rules, peril, accident=accident), is_emergency=True)
    said = Text(words, emergency_call_buttons(peril, heard.is_stranded, safety_rules(), know.texts))
    return TurnResult(replace(known, summary=known.summary | notes, handoff=handover), (said,))


def with_location_button(thought: TurnResult, heard: UserInput, know: Context) -> TurnResult:
    """What is said before roadside takes over, with a button that sends the place where none was told."""
    first, *rest = thought.messages
    if "place" in heard.slots or not isinstance(first, Text):
        return thought
    return TurnResult(thought.state, (replace(first, buttons=(share_location_button(know.texts),)), *rest))


def with_safety_advice(
    thought: TurnResult, before: Mapping[str, str], after: Mapping[str, str], know: Context
) -> TurnResult:
    """The next question of a report, behind what to do first where the last answer tells that the accident has just
    happened on a road where others drive fast: whether the car still stands there is asked much later."""
    told = just_happened_on_fast_road(after, know.now, know.rules) and not just_happened_on_fast_road(
        before, know.now, know.rules
    )
    if thought.state.handoff is not None or not told:
        return thought
    first = Text(
        know.texts.render("bot", "road_first"), emergency_call_buttons("traffic", False, safety_rules(), know.texts)
    )
    return TurnResult(thought.state, (first, *thought.messages))


def _form_facts_text(flow: Flow, slots: dict[str, str], know: Context) -> str:
    """What the agent gets of a form, said within the alarm: a card below would hide what comes first."""
    brief = {step.slot: slots[step.slot] for step in flow.steps if slots.get(step.slot) and step.kind != "text"}
    told = [f"{label} {value}" for label, value in flows.flow_summary(flow, brief, know.texts).items()]
    if not told or not flow.registers_claim:
        return know.texts.render("bot", "danger_facts")
    return know.texts.render("bot", "danger_form", what=", ".join(told))


def emergency_queue(bot: BotRules, peril: EmergencyKind, *, accident: bool) -> str:
    """The queue of people who help: where a car only stands, it is roadside's."""
    return bot.intents[ROADSIDE_REQUEST if peril == "traffic" and not accident else EMERGENCY].queue


def describes_accident(heard: UserInput) -> bool:
    """Whether more than a car that stands is told."""
    hit = word_patterns.pattern("collision").search(clean_text(heard.text)) is not None
    return hit or "accident_type" in heard.slots


def _roadside_notes(heard: UserInput, know: Context) -> dict[str, str]:
    """What roadside has to know, for the agent's summary."""
    say = know.texts.render
    notes = {say("bot", "summary_wish"): say("bot", "summary_standing")}
    place = heard.slots.get("place")
    return notes | ({say("bot", "summary_place"): str(place)} if place else {})
