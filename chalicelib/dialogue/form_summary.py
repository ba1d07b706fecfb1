"""The known values of a form as displayed, label → value, and what agents are shown of a conversation with the bot."""

from collections.abc import Mapping
from types import MappingProxyType

from chalicelib.content.configuration import Flow, Texts
from chalicelib.content.forms import display_value, step_applies
from chalicelib.dialogue.state import BotState

NO_VALUE = {"text": "none"}
"""The texts of slots without a value by their format; others are `not_known`."""


def flow_summary(
    flow: Flow, slots: Mapping[str, str], texts: Texts, unanswered: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """Known slots, label → value as displayed; without those that follow from another slot. `unanswered` says why a
    slot has no value."""
    words = texts.sections["flows"]
    keys = {slot: f"no_value_{act}" for slot, act in unanswered.items()}
    return {
        step.label: (
            display_value(step, slots[step.slot], texts)
            if slots[step.slot]
            else words[keys.get(step.slot, NO_VALUE.get(step.format, "not_known"))]
        )
        for step in flow.steps
        if step.slot in slots and not step.desk_only and not (step.never_asked and not slots[step.slot])
        if not (step.inverse_of or step.never_asked) or step_applies(step, slots)
    }


def agent_summary(state: BotState, flows: Mapping[str, Flow], texts: Texts) -> dict[str, str]:
    """What was noted for agents, and the values of the active form."""
    active = state.active_flow
    flow = flows.get(active.flow) if active else None
    if active is None or flow is None:
        return state.summary
    return state.summary | flow_summary(flow, active.slots, texts, active.unanswered)
