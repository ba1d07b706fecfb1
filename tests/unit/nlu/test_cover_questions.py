"""Questions of cover: a case that is only supposed is no emergency and no accident, whatever its words; an
emergency that is told beside the question is one."""

from datetime import UTC, datetime
from itertools import product

import pytest

from chalicelib.nlu import understand
from chalicelib.nlu.cover_questions import asks_beside_event, asks_of_cover, supposes_case, without_supposed
from chalicelib.nlu.types import COVERAGE_QUESTION

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)

SUPPOSED = [
    "차에 불이 나면",
    "터널에서 엔진에 불붙으면",
    "물에 차가 잠기게 되면",
    "미끄러져서 낭떠러지로 떨어지면",
    "만약에 제가 사람을 치면",
    "동승자가 크게 다쳤을 때",
    "앞차를 들이받는 경우",
    "눈길에서 바퀴가 도랑에 빠지면",
    "배터리가 방전됐을 경우",
    "혹시 사람이 죽게 되면",
]
ASKED = [
    "보상돼요?",
    "보험 처리 되나요",
    "자차로 되는지 궁금해요",
    "보험에서 얼마나 나오나",
    "특약에 포함인가요?",
    "보험금 안 나오죠",
    "치료비는 누가 물어 줘요",
    "보험 적용될라나",
]
EMERGENCIES = [
    "차에 불이 났어요",
    "엔진에서 연기가 나요",
    "차가 물에 잠기고 있어요",
    "사람이 쓰러졌어요",
    "머리에서 피가 나는데",
    "문이 안 열려서 갇혔는데",
    "폭우에 차가 떠내려가요",
    "옆 사람이 의식이 없어요",
]


def test_a_case_that_a_question_of_cover_supposes_is_neither_an_alarm_nor_a_report() -> None:
    wrong = [
        (text, found.intent, found.is_emergency)
        for condition, question in product(SUPPOSED, ASKED)
        if (found := understand(text := f"{condition} {question}", NOW)).is_emergency
        or found.intent != COVERAGE_QUESTION
    ]
    assert wrong == []


def test_an_emergency_beside_a_question_of_cover_is_an_alarm() -> None:
    missed = [
        text
        for emergency, question in product(EMERGENCIES, ASKED)
        if not understand(text := f"{emergency} {question}", NOW).is_emergency
    ]
    assert missed == []


@pytest.mark.parametrize(
    "text, kept",
    [
        ("불이 나면 보상되나요? 지금 연기가 막 나요", "보상되나요? 지금 연기가 막 나요"),
        ("차가 뒤집혔는데 상대가 없으면 보상되나요", "차가 뒤집혔는데 보상되나요"),
        ("사람이 다쳤어 입원하면 보험 되나요", "사람이 다쳤어 보험 되나요"),
        ("피가 나는데 구급차 부르면 보험 되나요", None),
        ("사람이 쓰러졌는데 어떻게 하면 되나요", None),
        ("정면충돌했는데 보상되나요", None),
        ("Am I covered if my car is on fire?", "Am I covered  ?"),
        ("What happens if I'm hurt by an uninsured driver?", "What happens  ?"),
        ("My car is on fire, am I covered?", None),
    ],
)
def test_only_the_condition_is_supposed(text: str, kept: str | None) -> None:
    assert without_supposed(text) == (kept or text)
    assert supposes_case(text) == (kept is not None)


@pytest.mark.parametrize(
    "text, is_past",
    [
        ("뺑소니 당해서 갈비뼈가 부러졌는데 치료비는 누가 줘요", True),
        ("집이 잠겼다는데 차도 보상되나요", True),
        ("어머니가 다치셨어요 병원비 보험 되나요", False),  # in a sentence of its own
        ("피가 나는데 병원비 나오나요", False),
        ("방금 다쳤는데 치료비 보험 되나요", False),
        ("갈비뼈가 부러졌는데 접수 부탁드려요", False),
    ],
)
def test_an_event_in_the_past_beside_a_question_need_not_go_on(text: str, is_past: bool) -> None:
    assert asks_beside_event(text) == is_past


@pytest.mark.parametrize("text", ["견인 좀 해 주세요", "보험 접수 부탁드려요", "사고 났어요", "자차 처리해 주세요"])
def test_a_request_asks_nothing_of_cover(text: str) -> None:
    assert not asks_of_cover(text)
