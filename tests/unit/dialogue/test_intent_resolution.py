"""The intent of a message by text and slots, and requests for an agent."""

from datetime import datetime

import pytest

from chalicelib.content.configuration import bot_rules
from chalicelib.dialogue.intent_resolution import name_contract_intent, resolve_intent, wants_handoff
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import read_message, understand

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")
RULES = bot_rules()


@pytest.mark.parametrize(
    "said, intent",
    [
        ("자유로에서 혼자 미끄러져서 가로등을 박았는데 차가 안 움직여요 견인도 필요해요", "accident_report"),
        ("너무 떨려요 어떡하죠ㅠㅠㅠ 사고가 처음이라", "accident_report"),
        ("사고가 난 건 아닌데 바퀴가 턱에 걸려 가지고 차가 못 내려와요 좀 끌어 주세요", "roadside_request"),
        ("지하주차장 내려가다가 벽에 긁었어요 우리집", "accident_report"),
        ("어르신이 모는 경운기랑 부딪혔습니다. 오늘 오전 11시 10분 예산군 삽교읍 농로에서요", "accident_report"),
        ("배터리 방전이요 부딪힌 건 아니고요 서초동 집 앞이에요", "roadside_request"),
        ("사고 났는데 할증되나요", "surcharge"),
        ("친구가 작년에 사고 나서 고생했대", ""),
        ("도랑에 빠졌는데 견인차가 꺼내줬어요 범퍼가 깨졌어요", "accident_report"),
        ("도랑에 바퀴가 빠졌어요 꺼내 주세요", "roadside_request"),
        ("범퍼에 금이 갔어요 어디서 그랬는지 몰라요", "accident_report"),
        ("차가 긁혀있는데 언제 그랬는지 모르겠어요", "accident_report"),
        ("차에 흠집이 생겼어요 주차장에서요", "accident_report"),
        ("휴대폰 액정이 깨졌어요", ""),
        ("와이퍼 부러지면 새로 사야 하나요", ""),
        ("차를 도난당했는데 보상되나요", "accident_report"),
        ("도난당하면 보상되나요", "coverage_question"),
        ("제 차에 문제가 좀 생겨서요", ""),
        ("차에 이상이 생겼습니다", ""),
        ("차에 문제가 생겼는데 시동이 안 걸려요", "roadside_request"),
        ("차에 문제가 생겼는데 옆차가 문을 열다 찍었어요", "accident_report"),
    ],
)
def test_a_first_mention_of_an_accident_is_a_report(said: str, intent: str) -> None:
    found = read_message(said, NOW)
    assert resolve_intent(UserInput.of(found), found.understood, RULES) == intent


@pytest.mark.parametrize(
    "said, is_of_cover",
    [
        ("공업사에 차 넣어 둔 동안 렌터카 나오나요", True),
        ("타이어 터지면 와서 갈아 주나요?", True),
        ("If a stone cracks my windscreen, is the repair paid?", True),
        ("How often a year can I call roadside assistance?", True),
        ("Would my policy pay if a tree falls on my car?", True),
        ("Does my insurance cover a bicycle?", True),
        ("타이어가 터졌는데 와서 갈아 주나요?", False),
        ("My battery is dead, can you come?", False),
        ("What does my policy cover?", False),
        ("When does my policy end?", False),
        ("수리 언제 끝나요?", False),
        ("견인차 언제 와요?", False),
    ],
)
def test_a_question_of_cover_is_asked_under_no_other_intent(said: str, is_of_cover: bool) -> None:
    found = read_message(said, NOW)
    user_input = UserInput.of(found)
    intent = resolve_intent(user_input, found.understood, RULES)
    named = name_contract_intent(intent, user_input, found.understood, RULES)
    assert (named == "coverage_question") is is_of_cover, named


@pytest.mark.parametrize(
    "said, people",
    [
        ("사고가 났는데 뒤에서 차가 박았고 다친 사람은 없고 상담원 좀 바꿔 줘요", True),
        ("뒤차가 박았어요 상담사 연결요", True),
        ("사고 접수하려는데 사람이랑 얘기하고 싶어요", True),
        ("사고 났는데 상대방이 상담원 불러달래요", False),
        ("뒤차가 박았어요 사람은 안 다쳤어요", False),
    ],
)
def test_a_handoff_request_may_accompany_an_accident_report(said: str, people: bool) -> None:
    assert wants_handoff(None, UserInput.of(read_message(said, NOW)), understand(said, NOW), RULES) is people
