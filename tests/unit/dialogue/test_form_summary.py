"""What agents are shown of a conversation with the bot, whatever becomes of its form."""

import pytest

from chalicelib.content.configuration import flows, texts
from chalicelib.dialogue.form_summary import agent_summary
from chalicelib.dialogue.state import BotState
from tests.unit.dialogue.test_policy import in_accident_report, presses, read, respond_to

OPEN = in_accident_report(injured="false", place="강남역")


def completed() -> BotState:
    state = OPEN
    while state.active_flow is not None:
        state = presses(state, "flow:unknown" if state.active_flow.requested_slot else "flow:confirm").state
    return state


@pytest.mark.parametrize(
    "state",
    [
        OPEN,
        respond_to(OPEN, "상담원 바꿔주세요", read("agent_request")).state,
        respond_to(OPEN, "차에 불이 났어요", read("emergency", emergency=True)).state,
        presses(OPEN, "flow:cancel").state,
        completed(),
    ],
    ids=["open", "handed over", "alarm", "cancelled", "completed"],
)
def test_agents_are_shown_the_values_of_a_form(state: BotState) -> None:
    shown = agent_summary(state, flows(), texts("ko"))
    assert (shown["다친 사람"], shown["사고 장소"]) == ("없어요", "강남역")


def test_agents_are_not_shown_a_value_that_the_customer_took_back() -> None:
    answered = respond_to(OPEN, "12가3456", read("out_of_scope", plates="12가3456")).state
    assert answered.active_flow is not None
    slots = {slot: value for slot, value in answered.active_flow.slots.items() if slot != "place"}
    back = BotState(active_flow=in_accident_report(**slots).active_flow, summary=answered.summary)
    assert "사고 장소" not in agent_summary(back, flows(), texts("ko"))
