"""What the bot does with what it heard: danger first, people on request, its own answers, and no dead ends."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.bot.answers import ANSWERS
from chalicelib.bot.flows import Said
from chalicelib.bot.state import BotState, Handover, Running
from chalicelib.bot.thinking import Knowledge, Thought, greet, think
from chalicelib.bot.understanding.nouns import Understood
from chalicelib.content.bodies import Body, Button, Card, Text
from chalicelib.content.catalogue import bot_rules, flows, texts
from chalicelib.content.views import ContractView, VehicleView

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=timezone(timedelta(hours=9)))
KO = texts("ko")
CAR = VehicleView("123가4567", "현대 아반떼", 2023)
CONTRACT = ContractView("2026-1", "개인용", "2026-03-18", "2027-03-18", CAR, (("대물배상", "10억원"),), "부부 한정")
QUIET = BotState()


def know(**others: Any) -> Knowledge:
    plain: dict[str, Any] = {
        "rules": bot_rules(),
        "flows": flows(),
        "texts": KO,
        "contracts": lambda: (CONTRACT,),
        "now": NOW,
        "queue": "contract",
    }
    return Knowledge(**{**plain, **others})


def read(intent: str, *unsure: str, danger: bool = False, **slots: str | bool) -> Understood:
    return Understood(intent, 0.9, slots, ((intent, 0.9),), danger, unsure)


def hears(state: BotState, text: str, understood: Understood, knowledge: Knowledge | None = None) -> Thought:
    return think(state, Said(text=text, slots=understood.slots), understood, knowledge or know())


def presses(state: BotState, button: str) -> Thought:
    return think(state, Said(button=button), None, know())


def in_accident_report(**slots: str) -> BotState:
    asking = next(step.slot for step in flows()["accident_report"].steps if step.slot not in slots)
    return BotState(running=Running("accident_report", int(NOW.timestamp() * 1000), dict(slots), asking))


def said(thought: Thought) -> list[str]:
    def words(body: Body) -> str:
        assert isinstance(body, Text | Card)
        return body.title if isinstance(body, Card) else body.text

    return [words(body) for body in thought.says]


def test_it_greets_by_name_and_says_that_it_is_a_bot() -> None:
    (hello,) = greet(QUIET, "김서연", know()).says
    assert isinstance(hello, Text)
    assert "김서연" in hello.text
    assert "챗봇" in hello.text
    assert [button.id for button in hello.buttons] == [f"wish:{name}" for name in bot_rules().greeting_buttons]
    assert said(greet(QUIET, "", know())) == [KO.say("bot", "greeting_guest")]


def test_it_gives_itself_new_tries_when_a_conversation_is_taken_up_again() -> None:
    assert greet(replace(QUIET, failures=2), "김서연", know()).state.failures == 0


def test_danger_comes_before_everything_also_in_the_middle_of_a_flow() -> None:
    for state in (QUIET, in_accident_report(injured="false")):
        thought = hears(state, "차에 불이 났어요", read("agent_request", danger=True))
        assert thought.state.handover == Handover("accident", danger=True)
        assert thought.state.running is None
        assert "119" in said(thought)[0]
        assert thought.state.summary["고객 말씀"] == "차에 불이 났어요"


def test_who_asks_for_a_human_gets_one_where_he_is() -> None:
    asked = hears(QUIET, "상담원 바꿔주세요", read("agent_request"))
    assert asked.state.handover == Handover("contract")
    in_flow = hears(in_accident_report(injured="false"), "사람이랑 얘기할래요", read("agent_request"))
    assert (in_flow.state.handover, in_flow.state.running) == (Handover("accident"), None)
    assert presses(QUIET, "wish:agent_request").state.handover == Handover("contract")


def test_two_failures_bring_a_human_and_an_understood_word_forgives_one() -> None:
    nonsense = read("out_of_scope")
    once = hears(QUIET, "피자 시켜줘", nonsense)
    assert (once.state.failures, once.state.handover) == (1, None)
    assert said(once) == [KO.say("bot", "not_understood")]
    twice = hears(once.state, "피자", nonsense)
    assert twice.state.handover == Handover("contract")
    assert said(twice) == [KO.say("bot", "handing_over_failed")]
    forgiven = hears(once.state, "안녕", read("greeting"))
    assert hears(forgiven.state, "피자", nonsense).state.handover is None


def test_it_asks_back_where_it_cannot_tell_wishes_apart() -> None:
    thought = hears(QUIET, "보험 기간", read("policy_extend", "policy_extend", "renewal", "greet_the_moon"))
    (question,) = thought.says
    assert isinstance(question, Text)
    assert question.buttons == (
        Button("wish:policy_extend", bot_rules().wishes["policy_extend"].label),
        Button("wish:renewal", bot_rules().wishes["renewal"].label),
        Button("wish:none", KO.say("bot", "neither")),
    )
    assert thought.state.failures == 0
    assert isinstance(presses(thought.state, "wish:renewal").says[0], Card)
    assert presses(thought.state, "wish:none").state.failures == 1


@pytest.mark.parametrize("wish", [name for name, wish in bot_rules().wishes.items() if wish.answer])
def test_it_answers_from_the_customers_own_contract(wish: str) -> None:
    (card,) = hears(QUIET, "내 보험", read(wish)).says
    assert isinstance(card, Card)
    assert card.rows
    nobody = hears(QUIET, "내 보험", read(wish), know(contracts=tuple))
    assert nobody.state.handover == Handover(bot_rules().no_contract_queue)
    assert said(nobody) == [KO.say("answers", "no_contract")]


def test_renewal_counts_the_days_that_are_left() -> None:
    def left(ends_on: str) -> str:
        contract = ContractView("1", "개인용", "2025-01-01", ends_on, CAR, (), "")
        return ANSWERS["renewal"](contract, NOW.date(), KO).rows[1].value

    assert [left(day) for day in ("2026-11-24", "2026-11-23", "2026-11-22")] == ["1일", "0일", "만기가 지났어요"]


def test_every_wish_does_something() -> None:
    for name, wish in bot_rules().wishes.items():
        thought = hears(QUIET, wish.label, read(name))
        assert thought.says, name
        assert (thought.state.handover is not None) == (bool(wish.agent)), name
        assert (thought.state.running is not None) == bool(wish.flow), name


def test_a_question_in_between_is_answered_and_costs_no_try() -> None:
    state = in_accident_report(injured="false")
    for _ in range(3):
        thought = hears(state, "근데 제 보험 만기가 언제죠?", read("renewal"))
        assert said(thought) == [KO.say("answers", "renewal_title"), KO.say("flows", "ask_occurred_at")]
        state = thought.state
        assert state.running is not None
        assert (state.running.asking, state.running.tries) == ("occurred_at", 0)


def test_a_pressed_wish_in_a_flow_is_a_change_of_mind() -> None:
    thought = presses(in_accident_report(injured="false"), "wish:roadside_request")
    assert (thought.state.running, thought.state.handover) == (None, Handover("roadside"))
    other = presses(in_accident_report(), "wish:policy_change").state.running
    assert other is not None
    assert other.flow == "policy_change"
    same = presses(in_accident_report(injured="false"), "wish:accident_report").state.running
    assert same is not None
    assert (same.asking, same.tries) == ("occurred_at", 0)


def test_a_confirmed_flow_goes_to_its_queue_with_all_that_was_told() -> None:
    begun = hears(QUIET, "방금 강남역에서 박았어요", read("accident_report", place="강남역", injured=False)).state
    assert begun.running is not None
    assert begun.running.asking == "occurred_at"
    told = hears(begun, "오늘 1시", read("out_of_scope", occurred_at="2026-11-23T13:00+09:00")).state
    summary = presses(told, "flow:skip")
    confirmed = presses(summary.state, "flow:confirm").state
    assert confirmed.handover == Handover("accident")
    assert confirmed.summary == {
        "문의": "사고 접수",
        "고객 말씀": "방금 강남역에서 박았어요",
        "다친 사람": "없어요",
        "사고 일시": "2026-11-23 13:00",
        "사고 장소": "강남역",
        "상대 차량번호": "없음",
    }


def test_a_stuck_flow_goes_to_people_with_what_is_known() -> None:
    state = in_accident_report(injured="true")
    for _ in range(2):
        state = hears(state, "몰라요", read("out_of_scope")).state
    assert (state.handover, state.running) == (Handover("accident"), None)
    assert state.summary["다친 사람"] == "있어요"


def test_a_flow_that_is_no_more_does_not_hold_the_customer() -> None:
    state = BotState(running=Running("closed_long_ago", 0, asking="x"))
    assert hears(state, "만기 언제예요", read("renewal")).says
    assert hears(state, "상담원", read("agent_request")).state.handover == Handover("contract")
