"""A change of the contract: what the customer has said isn't asked, and an agent gets what was collected."""

import pytest

from chalicelib.dialogue.context import TurnResult
from chalicelib.dialogue.state import Handoff
from tests.unit.dialogue.test_policy import KO, QUIET, presses, read, respond_to, texts_of


def asked(result: TurnResult) -> str:
    """The open question, by its slot; "" for the summary."""
    return result.state.active_flow.requested_slot if result.state.active_flow else ""


@pytest.mark.parametrize(
    "intent, said, answers, collected",
    [
        (
            "policy_change",
            "운전자 추가하고 싶어요 아내 김영희 1985년 3월 2일생이요",
            {},
            {"새 운전자": "아내 김영희", "새 운전자 생년월일": "1985년 3월 2일생", "운전자와의 관계": "배우자"},
        ),
        (
            "policy_change",
            "아내를 운전자로 추가해 주세요",
            {"new_driver": "김영희 850302"},
            {"새 운전자": "김영희 850302"},
        ),
        (
            "policy_change",
            "운전자 추가하고 싶어요",
            {"new_driver": "동생 이도윤 1999년생"},
            {"새 운전자 생년월일": "1999년생"},
        ),
        (
            "policy_change",
            "운전자로 딸 박하은을 넣어주세요",
            {"driver_born": "2004년 5월 1일"},
            {"새 운전자": "딸 박하은", "새 운전자 생년월일": "2004년 5월 1일"},
        ),
        ("policy_change", "운전자 범위를 부부 한정으로 바꿔 주세요", {}, {"운전자 범위": "부부 한정"}),
        ("policy_change", "운전자 변경이요", {"new_driver": "가족으로 해 주세요"}, {"운전자 범위": "가족 한정"}),
        (
            "policy_change",
            "차를 기아 EV6로 바꿨어요",
            {"new_plate": "12가3456"},
            {"새 차량": "기아 EV6"},
        ),
        ("policy_change", "차를 바꿨어요", {"new_car": "기아 EV6", "new_plate": "12가3456"}, {"새 차량": "기아 EV6"}),
        (
            "policy_change",
            "대물 한도 2억인데 10억으로 올려주세요",
            {},
            {"한도를 바꿀 보장": "대물배상", "바꿀 한도": "10억"},
        ),
        ("policy_change", "대물 한도 올리고 싶어요", {"new_limit": "20억"}, {"바꿀 한도": "20억"}),
        (
            "policy_change",
            "한도 올리고 싶어요",
            {"limit_coverage": "대물 5억으로요"},
            {"한도를 바꿀 보장": "대물배상", "바꿀 한도": "5억"},
        ),
        ("policy_change", "대물 5억으로 올려 주세요", {}, {"한도를 바꿀 보장": "대물배상", "바꿀 한도": "5억"}),
        ("policy_change", "누구나 운전할 수 있게 바꾸고 싶어요", {}, {"운전자 범위": "누구나"}),
        (
            "policy_change",
            "조카도 몰 수 있게 해주세요",
            {"new_driver": "이도윤 1999년 1월 2일생"},
            {"새 운전자": "이도윤 1999년 1월 2일생"},
        ),
        (
            "policy_change",
            "다음 주 월요일부터 동생도 운전하게 해주세요",
            {"new_driver": "이도윤 1999년 1월 2일생"},
            {"운전자와의 관계": "형제자매"},
        ),
        ("policy_change", "운전자에서 아들 빼고 싶어요", {}, {"운전자 변경": "운전자 제외", "운전자와의 관계": "자녀"}),
        ("policy_change", "운전자 한 명 제외해 주세요", {"removed_driver": "이도윤이요"}, {"뺄 운전자": "이도윤이요"}),
        ("policy_change", "Please remove my son as a driver", {}, {"운전자와의 관계": "자녀"}),
        ("policy_change", "자차 빼주세요", {}, {"변경 내용": "자차 빼주세요"}),
        ("policy_change", "긴급출동 특약은 해지할게요", {}, {"변경 내용": "긴급출동 특약은 해지할게요"}),
        ("policy_change", "자기부담금 30만원으로 바꿔주세요", {}, {"변경 내용": "자기부담금 30만원으로"}),
        ("policy_change", "무보험차상해도 넣고 싶어요", {}, {"변경 내용": "무보험차상해"}),
        ("policy_extend", "Extend my insurance by 3 months", {}, {"연장할 날짜": "by 3 months"}),
        ("policy_change", "Anyone should be able to drive my car", {}, {"운전자 범위": "누구나"}),
        ("policy_change", "보장 추가하고 싶어요 자차요", {}, {"변경 내용": "자차"}),
        ("policy_change", "보장을 추가하고 싶어요", {"requested_change": "자차"}, {"변경 내용": "자차"}),
        ("policy_change", "전화번호 010-1234-5678로 바꿔주세요", {}, {"변경 내용": "010-1234-5678"}),
        ("policy_extend", "보험 기간 6개월 연장하고 싶어요", {}, {"연장할 날짜": "6개월"}),
        ("policy_extend", "보험 기간 연장하고 싶어요", {"new_end": "9월까지"}, {"연장할 날짜": "9월까지"}),
    ],
)
def test_what_was_said_is_not_asked(intent: str, said: str, answers: dict[str, str], collected: dict[str, str]) -> None:
    turn = respond_to(QUIET, said, read(intent))
    questions = []
    while asked(turn):
        questions.append(asked(turn))
        turn = respond_to(turn.state, answers[asked(turn)], read("out_of_scope"))
    assert questions == list(answers)
    confirmed = presses(turn.state, "flow:confirm").state
    assert confirmed.handoff == Handoff("contract")
    assert confirmed.requested_change["subject"]
    assert collected.items() <= confirmed.summary.items()


@pytest.mark.parametrize(
    "relation", ["아내요", "제 아내 1985년 3월 2일생이요", "남편입니다", "my wife", "큰아들을 추가해 주세요"]
)
def test_a_relation_alone_names_nobody(relation: str) -> None:
    started = respond_to(QUIET, "운전자 추가하고 싶어요", read("policy_change"))
    again = respond_to(started.state, relation, read("out_of_scope"))
    assert asked(again) == "new_driver"
    named = respond_to(again.state, "김영희 850302", read("out_of_scope"))
    assert named.state.active_flow is not None
    slots = named.state.active_flow.slots
    assert (slots["new_driver"], slots["driver_relation"] in ("spouse", "child")) == ("김영희 850302", True)


@pytest.mark.parametrize(
    "intent, said, slot, other, answer",
    [
        ("policy_extend", "보험 기간 연장하고 싶어요", "new_end", "보상 진행 상황", "9월 말까지요"),
        ("policy_extend", "보험 기간 연장하고 싶어요", "new_end", "사랑해", "최대한 길게요"),
        ("policy_extend", "보험 기간 연장하고 싶어요", "new_end", "where is my claim", "until the end of March"),
        ("policy_change", "대물 한도 올리고 싶어요", "new_limit", "사고 접수", "10억으로요"),
        ("policy_change", "대물 한도 올리고 싶어요", "new_limit", "보험 만기 언제예요?", "오억 원이요"),
        ("policy_change", "운전자로 딸 박하은을 넣어주세요", "driver_born", "영수증 주세요", "구십구년 삼월 이일"),
    ],
)
def test_words_that_tell_no_day_or_sum_are_no_answer_to_a_question_for_one(
    intent: str, said: str, slot: str, other: str, answer: str
) -> None:
    started = respond_to(QUIET, said, read(intent))
    again = respond_to(started.state, other, read("out_of_scope"))
    assert asked(started) == asked(again) == slot
    answered = respond_to(again.state, answer, read("out_of_scope"))
    assert answered.state.active_flow is not None
    assert answered.state.active_flow.slots[slot] in answer


def test_a_change_of_which_nothing_is_said_is_asked_about() -> None:
    started = respond_to(QUIET, "계약 내용 바꾸고 싶어요", read("policy_change"))
    assert texts_of(started)[-1] == KO.render("flows", "ask_change_subject")
