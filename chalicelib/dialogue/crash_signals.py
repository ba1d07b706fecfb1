"""After a crash or SOS signal of the plug: danger first, then an accident form that has what the signal tells."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.content.hours import SEOUL
from chalicelib.content.message_bodies import Button, Text
from chalicelib.content.places import Point
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.drafts import draft_key_of
from chalicelib.dialogue.emergencies import emergency_queue
from chalicelib.dialogue.emergency_question import SAFE, UNSAFE
from chalicelib.dialogue.handoff_summary import suspend_for_agent, with_agent_notes
from chalicelib.dialogue.interruptions import report_flow
from chalicelib.dialogue.positions import place_by_landmark
from chalicelib.dialogue.safety_rules import emergency_call_buttons, safety_rules
from chalicelib.dialogue.state import ActiveFlow, BotState, Handoff
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu.types import EMERGENCY


class PlugSignal(Struct, frozen=True):
    """What the plug has sent: `key` names it, `at` is when, `point` where, None for unknown."""

    key: str
    sign: Literal["crash", "sos"]
    at: datetime
    point: Point | None = None


def respond_to_signal(state: BotState, signal: PlugSignal, context: Context) -> TurnResult | None:
    """The question whether the customer is well, once a signal; after SOS they are handed to agents at once."""
    if signal.key in state.suggested_keys:
        return None
    say = context.texts.render
    asked = replace(_with_form(state, signal, context), suggested_keys=(*state.suggested_keys, signal.key))
    calls = emergency_call_buttons("harm", False, safety_rules(), context.texts)
    if signal.sign == "sos":
        return _hand_off(asked, Text(say("bot", "sos_received"), calls), context)
    answers = (Button(UNSAFE, say("bot", "crash_help"), "danger"), Button(SAFE, say("bot", "crash_fine"), "primary"))
    return TurnResult(replace(asked, crash_asked=True), (Text(say("bot", "crash_detected"), (*answers, *calls)),))


def respond_to_silence(state: BotState, context: Context) -> TurnResult | None:
    """The handoff of a customer who was asked after a crash and doesn't answer; None for one who has."""
    if not state.crash_asked:
        return None
    calls = emergency_call_buttons("harm", False, safety_rules(), context.texts)
    return _hand_off(state, Text(context.texts.render("bot", "crash_silent"), calls), context)


def respond_well_after_crash(state: BotState, context: Context) -> TurnResult:
    """The turn after "I'm fine": the form is there for who had an accident."""
    say, form = context.texts.render, state.suspended_flow or state.active_flow
    buttons: tuple[Button, ...] = ()
    if form is not None:
        key = draft_key_of(form, context.conversation_id)
        buttons = (
            Button(f"draft:continue:{key}", say("bot", "crash_report"), "primary"),
            Button(f"draft:discard:{key}", say("bot", "crash_nothing")),
        )
    return TurnResult(state, (Text(say("bot", "crash_safe"), buttons),))


def _hand_off(state: BotState, message: Text, context: Context) -> TurnResult:
    rules = context.rules
    described = with_agent_notes(suspend_for_agent(state, context), context, rules.intents[EMERGENCY], UserInput())
    requested = Handoff(emergency_queue(rules, "harm", accident=True), is_emergency=True)
    return TurnResult(replace(described, handoff=requested, crash_asked=False), (message,))


def _with_form(state: BotState, signal: PlugSignal, context: Context) -> BotState:
    """The accident form with time and place of the signal, unless the customer has given others."""
    name, flow = report_flow(context)
    facts = _facts_of(signal, context)
    active = state.active_flow
    if active is not None and active.flow == name:
        return replace(state, active_flow=replace(active, slots=_with_unknown(active.slots, facts)))
    now = int(context.now.timestamp() * 1000)
    draft = state.suspended_flow or ActiveFlow(name, now, started_at=now)
    slots = {step.slot: value for step in flow.steps if (value := _with_unknown(draft.slots, facts).get(step.slot))}
    return replace(state, suspended_flow=replace(draft, updated_at=now, slots=slots))


def _facts_of(signal: PlugSignal, context: Context) -> dict[str, str]:
    facts = {"occurred_at": signal.at.astimezone(SEOUL).isoformat(timespec="minutes")}
    return facts | ({"place": place_by_landmark(signal.point, context)} if signal.point else {})


def _with_unknown(slots: Mapping[str, str], facts: Mapping[str, str]) -> dict[str, str]:
    return {**facts, **{slot: value for slot, value in slots.items() if value}}
