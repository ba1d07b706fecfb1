"""Several things in one message: the first is done, the others come back."""

import pytest
from msgspec.structs import replace

from chalicelib.content.configuration import bot_rules, texts
from chalicelib.content.contract_questions import ContractReply
from chalicelib.content.message_bodies import Card, Text
from chalicelib.dialogue.context import TurnResult
from chalicelib.dialogue.handoff import hand_off
from chalicelib.dialogue.parked_intents import MAX_PARKED, answer_parked, park
from chalicelib.dialogue.policy import respond
from chalicelib.dialogue.state import BotState, ParkedIntent
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import word_patterns
from tests.fakes.readings import said
from tests.unit.dialogue.test_act_responses import at_question, reply_to
from tests.unit.dialogue.test_policy import KO, NOW, make_context, texts_of

ACCIDENT = "accident_report"
RULES = bot_rules().intents


def parked(state: BotState) -> list[str]:
    return [request.intent or request.words for request in state.parked]


@pytest.mark.parametrize(
    "text, first, others",
    [
        (
            "옆차랑 부딪혔는데 사고접수도 해주시고 이번달 보험료도 얼마 나가는지 알려주세요",
            ACCIDENT,
            ["payment_history"],
        ),
        ("1. 사고접수 2. 할증되는지 3. 렌트카 되는지", ACCIDENT, ["surcharge", "렌트카 되는지"]),
        ("① 할증 여부 ② 사고접수 ③ 만기일", ACCIDENT, ["surcharge", "policy_summary"]),
        ("뒤차가 박았어요. 보험료 오르나요?", ACCIDENT, ["surcharge"]),
        ("앞차를 박았는데 할증되나요?", ACCIDENT, ["surcharge"]),
        ("사고 났어요 접수 부탁드리고요 서류는 뭐 필요해요?", ACCIDENT, ["claim_documents"]),
        ("강남역에서 뒤차가 박았어요", ACCIDENT, []),
        ("뒤차랑 부딪혔어요 접수해주세요", ACCIDENT, []),
    ],
)
def test_an_accident_is_done_first_and_the_rest_is_named_and_kept(text: str, first: str, others: list[str]) -> None:
    result = reply_to(BotState(), text)
    assert result.state.active_flow is not None
    assert result.state.active_flow.flow == first
    assert parked(result.state) == others
    notice = " ".join(texts_of(result)[:1])
    assert all(request.words in notice for request in result.state.parked)


@pytest.mark.parametrize(
    "text", ["주차해 둔 차를 누가 긁고 갔는데 이거 보상되나요?", "멧돼지랑 부딪혔는디 보험에서 물어 주는겨?"]
)
def test_what_is_asked_of_coverage_beside_an_accident_is_answered_at_once(text: str) -> None:
    result = reply_to(BotState(), text)
    assert result.state.active_flow is not None
    assert (parked(result.state), isinstance(result.messages[0], Card)) == ([], True)


@pytest.mark.parametrize(
    "text",
    [
        "뺑소니 당해서 갈비뼈가 부러졌는데 치료비 보험에서 나오나요",
        "폭우에 차가 물에 떠내려갔다는데 침수도 자차로 되나요",
    ],
)
def test_an_injury_or_hearsay_beside_a_question_of_cover_is_answered_and_asked_about(text: str) -> None:
    result = reply_to(BotState(), text)
    assert result.state.handoff is None
    assert isinstance(result.messages[0], Card)
    assert texts_of(result)[-1] == KO.render("bot", "ask_emergency")


def test_a_clause_alone_is_no_question_of_coverage() -> None:
    result = reply_to(BotState(), "태풍에 우리집 베란다 유리창이 깨졌는데 창문값 보상되나요")
    assert KO.render("contract_cards", "coverage_title") not in {getattr(body, "title", "") for body in result.messages}
    assert [request.words for request in result.state.parked if request.intent == "coverage_question"] in ([], [""])


def test_requests_without_a_form_are_answered_at_once_in_order() -> None:
    result = reply_to(BotState(), "제 보험 내용 보여주시고 갱신은 언제 되는지 알려주세요")
    assert len([body for body in result.messages if isinstance(body, Card)]) == 3
    assert result.state.parked == ()


def test_what_was_parked_is_answered_when_the_form_is_left() -> None:
    asked = replace(at_question("place"), parked=(ParkedIntent("policy_summary"), ParkedIntent("", "렌트카 되는지")))
    for way in ("이따 할게요", "그만할래요"):
        left = reply_to(asked, way)
        assert left.state.parked == ()
        assert isinstance(left.messages[-2], Card)
        assert "렌트카 되는지" in texts_of(left)[-1]


def test_what_was_parked_waits_while_a_form_is_open_and_is_bounded() -> None:
    asked = park(at_question("place"), (ParkedIntent("", f"질문 {number}") for number in range(9)))
    waiting = TurnResult(asked, ())
    assert answer_parked(waiting, make_context()) == waiting
    assert len(asked.parked) == MAX_PARKED
    assert park(asked, asked.parked) == asked


def test_the_agents_summary_has_what_was_parked() -> None:
    asked = replace(at_question("place"), parked=(ParkedIntent("surcharge"),))
    handed = hand_off(asked, make_context(), "handing_over_asked", "accident", UserInput()).state
    assert handed.summary[KO.render("bot", "summary_parked")] == RULES["surcharge"].label
    assert handed.parked == ()


def test_a_question_that_is_put_off_in_a_form_comes_back() -> None:
    after = reply_to(at_question("dashcam"), "제 이번 달 보험료는 얼마 나가나요?")
    assert parked(after.state) == ["payment_history"]
    question = after.messages[-1]
    assert isinstance(question, Text)
    assert question.requested_slot == "dashcam"


def test_an_answer_needs_a_contract() -> None:
    asked = replace(BotState(), parked=(ParkedIntent("policy_summary"),))
    shown = answer_parked(TurnResult(asked, ()), make_context()).messages
    unknown = make_context(contract_reply=lambda _: ContractReply((), needs_person=True))
    (offered,) = answer_parked(TurnResult(asked, ()), unknown).messages
    assert all(isinstance(body, Card) for body in shown)
    assert isinstance(offered, Text)
    assert offered.buttons[0].id == "intent:agent_request"


@pytest.mark.parametrize("text", ["12가9999예요. 근데 보험료 오르나요?", "보험료 오르나요? 번호는 12가9999예요"])
def test_a_question_beside_an_answer_is_answered_and_the_form_goes_on(text: str) -> None:
    after = reply_to(at_question("counterparty_plate"), text)
    assert after.state.active_flow is not None
    assert after.state.active_flow.slots["counterparty_plate"] == "12가9999"
    assert texts_of(after)[0] == KO.render("bot", "digression_surcharge")


def test_recent_messages_are_looked_up_only_where_the_customer_has_said_it_before() -> None:
    def fails() -> tuple[str, ...]:
        raise AssertionError

    for text in ("12가9999예요", "이따 할게요", "잠깐만요", "말하기 싫어요"):
        message = said(text, NOW)
        assert message.reading is not None
        respond(
            at_question("counterparty_plate"), message, message.reading.understood, make_context(recent_texts=fails)
        )


@pytest.mark.parametrize(
    "slot, answer, value",
    [
        ("place", "강남역 사거리요", "강남역 사거리"),
        ("counterparty_phone", "010-2345-6789요", "01023456789"),
        ("counterparty_insurer", "현대해상이요", "현대해상"),
        ("occurred_at", "오늘 아침 9시요", "2026-11-23T09:00+09:00"),
    ],
)
@pytest.mark.parametrize(
    "question",
    ["근데 블박이 두 개면 어떡해요?", "이거 어디에 기록되나요", "그리고 회사에 알려야 하나요?", "이거 기록에 남나요?"],
)
def test_a_question_that_nothing_answers_beside_an_answer_is_named_and_kept(
    slot: str, answer: str, value: str, question: str
) -> None:
    result = reply_to(at_question(slot), f"{answer} {question}")
    active = result.state.active_flow
    assert active is not None
    assert active.slots[slot] == value
    (kept,) = result.state.parked
    assert kept.words in question
    assert kept.words in texts_of(result)[0]


def test_a_question_that_nothing_answers_comes_back_after_the_form() -> None:
    asked = reply_to(at_question("place"), "이거 기록에 남나요?").state
    assert parked(asked) == ["이거 기록에 남나요"]
    assert any("이거 기록에 남나요" in words for words in texts_of(reply_to(asked, "그만할래요")))


@pytest.mark.parametrize("wonders", ["오늘 아침 9시였나요", "강남역 사거리였나요?", "네?", "뭐라고요?"])
def test_what_wonders_about_a_fact_is_no_question_to_come_back_to(wonders: str) -> None:
    assert parked(reply_to(at_question("occurred_at"), wonders).state) == []


TOPICS = {
    "police": ["경찰 꼭 불러야 하나요?", "112에 신고해야 돼요?", "신고는 안 해도 되나요?", "should I call the police?"],
    "leave": ["현장에서 벗어나도 되나요?", "차 옮겨도 돼요?", "그냥 가도 되나요?"],
    "settle": ["합의금은 얼마나 줘야 하나요?", "현금으로 줘도 되나요?", "각서 써도 돼요?"],
    "contact": ["상대한테 먼저 연락해야 되나요?", "상대방이 전화를 안 받으면 어떡해요?"],
    "hospital": ["병원 먼저 가도 돼요?", "한의원 다녀도 되나요?", "치료는 바로 받아도 되나요?"],
    "repair": ["차는 어디에 맡겨요?", "수리 먼저 맡겨도 되나요?"],
    "fault": ["제가 잘못한 건가요?", "과실은 몇 대 몇이에요?", "누구 잘못인가요?"],
    "effort": ["이거 얼마나 걸려요?", "접수 언제 끝나요?"],
}


@pytest.mark.parametrize("topic", TOPICS)
def test_what_people_ask_at_the_scene_is_answered_alone_and_beside_an_answer(topic: str) -> None:
    reply = KO.render("bot", f"answer_{topic}", due=make_context().adjuster_due())
    for question in TOPICS[topic]:
        for text, place in ((question, None), (f"강남역 사거리요 {question}", "강남역 사거리")):
            result = reply_to(at_question("place"), text)
            active = result.state.active_flow
            assert active is not None, text
            assert active.slots.get("place") == place, text
            assert reply in texts_of(result), text


@pytest.mark.parametrize(
    "question, guided",
    [
        ("사진은 어떻게 보내요?", True),
        ("차 옮겨도 돼요?", True),
        ("수리 먼저 맡겨도 되나요?", True),
        ("누구 잘못인가요?", False),
    ],
)
def test_an_answer_that_asks_for_photos_opens_their_guide(question: str, guided: bool) -> None:
    answer = next(body for body in reply_to(at_question("place"), question).messages if isinstance(body, Text))
    opened = [(button.id, button.action) for button in answer.buttons]
    assert opened == ([("photos", "open")] if guided else [])


def test_each_topic_of_a_question_has_its_answer() -> None:
    topics = {name for name, _ in word_patterns.group_keys("asked_topic")}
    assert topics == set(TOPICS)
    assert all(f"answer_{topic}" in texts(locale).sections["bot"] for topic in topics for locale in ("ko", "en"))
