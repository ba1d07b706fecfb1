"""Which questions follow from what an accident happened with."""

from datetime import datetime

import pytest

from chalicelib.content.configuration import bot_rules, flows, texts
from chalicelib.content.forms import step_applies
from chalicelib.dialogue.flows import start_flow
from chalicelib.dialogue.state import BotState
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import read_message
from tests.unit.dialogue.test_act_responses import reply_to

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")
REPORT = flows()["accident_report"]
OTHER_SIDE = {"counterparty_plate", "counterparty_phone", "counterparty_insurer"}


def open_questions(opening: str) -> set[str]:
    """The slots that are still to be asked after a first sentence."""
    started = start_flow(
        REPORT, "accident_report", UserInput.of(read_message(opening, NOW)), texts("ko"), NOW, bot_rules()
    ).active_flow
    assert started is not None
    known = started.slots
    return {
        step.slot
        for step in REPORT.steps
        if not step.never_asked and step.slot not in known and step_applies(step, known)
    }


@pytest.mark.parametrize(
    "opening, left_out, asked",
    [
        ("뒤차가 박았어요", {"accident_type"}, OTHER_SIDE | {"driver"}),
        ("자전거가 와서 제 차를 박았어요", {"accident_type", "counterparty_plate"}, {"counterparty_phone", "driver"}),
        ("경운기랑 부딪혔어요", {"counterparty_plate"}, {"accident_type", "counterparty_phone", "driver"}),
        ("후진하다가 기둥을 박았어요", OTHER_SIDE | {"accident_type"}, {"driver"}),
        ("고라니를 쳤어요", OTHER_SIDE | {"accident_type"}, {"driver"}),
        ("횡단보도에서 보행자를 쳤어요", {"counterparty_plate", "counterparty_insurer"}, {"counterparty_phone"}),
        ("세워 둔 차를 트럭이 긁었어요", {"driver", "accident_type"}, OTHER_SIDE),
        ("세워 둔 차가 폭우에 침수됐어요", OTHER_SIDE | {"driver", "accident_type"}, {"drivable"}),
        ("앞차에서 돌이 튀어서 유리가 깨졌어요", OTHER_SIDE | {"accident_type"}, {"driver"}),
        (
            "트럭에서 철근이 떨어져서 제 차가 찍혔어요 트럭은 82바1234예요",
            {"accident_type"},
            OTHER_SIDE - {"counterparty_plate"},
        ),
        ("문콕 당했는데 옆에 서 있던 SUV 같아요 벌써 가고 없네요", {"counterparty_phone"}, {"drivable"}),
        (
            "차에 타려니 앞범퍼가 깨져 있고 긁어서 죄송하다는 메모가 있네요",
            {"driver", "accident_type", "counterparty_insurer"},
            {"counterparty_plate"},
        ),
        ("모르는 남자가 열쇠로 제 차 문을 긁었어요", OTHER_SIDE | {"accident_type"}, {"drivable"}),
        ("상대 차가 문콕을 하고 이미 떠났어요", {"counterparty_phone"}, {"drivable"}),
        ("누가 차에서 가방을 훔쳐갔어요", OTHER_SIDE | {"driver", "accident_type"}, {"police_reported"}),
        ("집 앞에 세워둔 차를 누가 훔쳐갔어요", OTHER_SIDE | {"driver", "drivable", "tow_needed"}, {"police_reported"}),
        ("제 차 바퀴를 누가 빼갔어요", OTHER_SIDE, {"drivable"}),
        ("뒤차가 박았는데 차는 잘 굴러갑니다", {"drivable", "tow_needed"}, {"driver"}),
        ("제 차에 앉아 있는데 옆 차가 문을 열다가 찍었어요", {"accident_type"}, OTHER_SIDE | {"driver"}),
    ],
)
def test_questions_follow_from_the_event(opening: str, left_out: set[str], asked: set[str]) -> None:
    questions = open_questions(opening)
    assert not questions & left_out
    assert asked <= questions
    assert "description" not in questions or opening.startswith("경운기")


@pytest.mark.parametrize(
    "answer, stood",
    [("신호에 서 있었어요", "false"), ("서행하면서 가던 중이었어요", "true"), ("기억이 안 나요", None)],
)
def test_a_car_that_was_hit_is_asked_about_once_where_nobody_says_how_it_was(answer: str, stood: str | None) -> None:
    opening = "뒤차가 제 차를 박았어요. 다친 사람은 없어요"
    asked = reply_to(BotState(), opening).state
    assert asked.active_flow is not None
    assert asked.active_flow.requested_slot == "description"
    on = reply_to(asked, answer).state.active_flow
    assert on is not None
    assert on.requested_slot != "description"
    assert on.slots.get("own_moving") == stood
    assert on.slots["description"].startswith(opening)


def test_the_only_one_who_is_hurt_isnt_counted() -> None:
    asked = reply_to(BotState(), "서 있는데 옆차가 제 차를 긁었어요").state
    on = reply_to(asked, "상대 운전자가 목이 아프대요").state.active_flow
    assert on is not None
    assert on.slots["injured_count"] == "1"
