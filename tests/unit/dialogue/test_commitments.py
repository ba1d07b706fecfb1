"""What the bot's words commit to is so after the turn that says them: each text of a condition is brought about."""

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chalicelib.content.configuration import bot_rules
from chalicelib.content.contract_questions import ContractReply
from chalicelib.content.message_bodies import Text
from chalicelib.dialogue.context import TurnResult
from chalicelib.dialogue.flows import BUTTON_WORDS
from chalicelib.dialogue.state import BotState
from tests.unit.dialogue.test_act_responses import at_question, reply_to
from tests.unit.dialogue.test_policy import (
    CONTRACT_INTENTS,
    KO,
    QUIET,
    in_accident_report,
    make_context,
    presses,
    read,
    respond_to,
)

LISTED = tomllib.loads((Path(__file__).parents[2] / "entry/commitments.toml").read_text("utf-8"))["conditions"]
UNKNOWN_CUSTOMER = make_context(contracts=tuple, contract_reply=lambda _: ContractReply((), needs_person=True))
HOLDS: dict[str, Callable[[TurnResult], bool]] = {
    "an_agent_gets_it": lambda result: result.state.handoff is not None,
    "a_form_starts": lambda result: result.state.active_flow is not None,
}


def turns() -> Iterator[TurnResult]:
    """Turns with every intent, alone and in a form, with emergencies, failures and forms that agents finish."""
    for name in bot_rules().intents:
        for state in (QUIET, in_accident_report(), in_accident_report(injured="false", place="강남역")):
            yield respond_to(state, "부탁드려요", read(name))
            yield respond_to(state, "차에 불이 났어요", read(name, emergency=True))
    for name in CONTRACT_INTENTS:
        yield respond_to(QUIET, "내 보험", read(name), UNKNOWN_CUSTOMER)
    yield respond_to(BotState(failures=1), "피자", read("out_of_scope"))
    yield reply_to(at_question("place"), "강남역에서 뒤차가 박았어요")
    result = presses(QUIET, "intent:policy_change")
    while (active := result.state.active_flow) is not None:
        asked = active.requested_slot
        said = {"new_driver": "아내 김민지예요", "driver_born": "1990년 1월 2일이요"}.get(asked, "운전자를 추가할게요")
        result = reply_to(result.state, said) if asked else presses(result.state, "flow:confirm")
        assert result.state.active_flow is None or result.state.active_flow.requested_slot != asked, asked
        yield result


@pytest.mark.parametrize("condition", HOLDS)
def test_what_a_text_commits_to_holds_after_the_turn_that_says_it(condition: str) -> None:
    own = [name for name in LISTED[condition]["texts"] if name.split(".")[0] in ("bot", "flows", "answers")]
    said = dict.fromkeys(own, 0)
    for result in turns():
        words = "\n".join(body.text for body in result.messages if isinstance(body, Text))
        for name in own:
            section, key = name.split(".")
            parts = (re.escape(part) for part in re.split(r"\{[^}]*\}", KO.sections[section][key]))
            if re.search(".*".join(parts), words):
                said[name] += 1
                assert HOLDS[condition](result), (name, words)
    assert [name for name, times in said.items() if not times] == []


def test_what_the_customer_says_is_on_buttons_or_is_what_a_button_means() -> None:
    """No message of the bot's says it in the first person."""
    own = [name.split(".")[1] for name in LISTED["the_customer_says_it"]["texts"] if name.startswith("flows.")]
    spoken = {KO.sections["flows"][key] for key in own} - {KO.sections["flows"][key] for key in BUTTON_WORDS.values()}
    for result in turns():
        assert not spoken & {body.text for body in result.messages if isinstance(body, Text)}
