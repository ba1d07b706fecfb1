"""Messages and hand-offs in an emergency."""

from dataclasses import replace as changed
from datetime import timedelta

import pytest

from chalicelib.content.configuration import bot_rules, texts
from chalicelib.content.message_bodies import Button, Text
from chalicelib.dialogue.context import TurnResult
from chalicelib.dialogue.policy import respond
from chalicelib.dialogue.service import answer_message
from chalicelib.dialogue.state import ActiveFlow, BotState, Handoff
from chalicelib.dialogue.stranded import is_newly_stranded, is_stranded_in_traffic
from chalicelib.nlu.reading import read_message
from chalicelib.nlu.types import NluResult
from tests.fakes.readings import said, understood_as
from tests.unit.dialogue.test_policy import (
    CAR,
    NOW,
    QUIET,
    in_accident_report,
    make_context,
    presses,
    read,
    respond_to,
    texts_of,
)
from tests.unit.dialogue.test_service import Bot

SHOULDER = "차가 안 움직여요 견인차 불러주세요 영동고속도로 갓길이에요"
INTENTS = ("roadside_request", "accident_report", "agent_request", "wait_status", "policy_summary", "out_of_scope")


def kept(state: BotState) -> dict[str, str]:
    """The accident form that was put aside."""
    return state.suspended_flow.slots if state.suspended_flow else {}


def stands(state: BotState, text: str, understood: NluResult, locale: str = "ko") -> TurnResult:
    user_input = changed(said(text, NOW, understood.slots), is_stranded=True)
    return respond(state, user_input, understood, make_context(texts=texts(locale)))


def buttons(result: TurnResult) -> tuple[Button, ...]:
    body = result.messages[0]
    assert isinstance(body, Text)
    return body.buttons


@pytest.mark.parametrize("intent", INTENTS)
@pytest.mark.parametrize("state", [QUIET, in_accident_report(), in_accident_report(injured="false")])
def test_a_stranded_car_gets_safety_advice_numbers_and_the_question_for_the_place(intent: str, state: BotState) -> None:
    result = stands(state, SHOULDER, read(intent))
    words = texts_of(result)[0]
    assert words.index("비상등") < words.index("차에서 나와") < words.index("삼각대")
    offered = [(button.action, button.number) for button in buttons(result)]
    assert offered == [("call", "112"), ("call", "119"), ("call", "1588-2504"), ("call", "1600-0005"), ("locate", "")]
    assert result.state.handoff == Handoff("accident" if state.active_flow else "roadside", is_emergency=True)
    assert result.state.summary["고객 말씀"] == SHOULDER
    asked = result.state.active_flow
    assert (asked and asked.flow) == (None if state.active_flow else "roadside"), "help is asked for meanwhile"


def test_safety_advice_is_in_english_too() -> None:
    result = stands(QUIET, "my car stopped on the highway shoulder", read("roadside_request"), "en")
    words = texts_of(result)[0]
    assert words.index("hazard lights") < words.index("behind the barrier") < words.index("triangle")
    assert buttons(result)[0] == Button("call:police", "112 police", "danger", "call", "112")


def test_the_agent_sees_the_place_of_a_stranded_car_and_no_report_is_made() -> None:
    result = stands(QUIET, SHOULDER, read("roadside_request", place="영동고속도로 갓길"))
    assert result.state.summary["위치"] == "영동고속도로 갓길"
    assert kept(result.state) == {}


def test_an_accident_with_a_stranded_car_goes_to_the_accident_queue_with_its_slots() -> None:
    text = "고속도로에서 뒤차가 박았는데 차가 안 움직여요"
    result = stands(QUIET, text, read("accident_report", accident_type="rear_end", place="영동고속도로"))
    assert result.state.handoff == Handoff("accident", is_emergency=True)
    assert kept(result.state)["place"] == "영동고속도로"


@pytest.mark.parametrize("text", ["고속도로 갓길인데 아내가 의식이 없어요", "터널 안에서 차가 멈췄는데 연기가 나요"])
def test_injuries_and_fire_come_first_and_traffic_is_included(text: str) -> None:
    result = stands(QUIET, text, read("emergency", emergency=True))
    numbers = [button.number for button in buttons(result)]
    assert numbers == ["119", "112", "1600-0005", "1588-2504", ""]
    assert result.state.handoff == Handoff("accident", is_emergency=True)


def test_an_emergency_without_traffic_has_no_button_for_the_road_operator() -> None:
    result = respond_to(QUIET, "차에 불이 났어요", read("emergency", emergency=True))
    assert [button.number for button in buttons(result)] == ["119", "112", "1600-0005", ""]


def test_traffic_that_only_the_harm_rules_detect_gets_the_same_texts() -> None:
    alarm = respond_to(QUIET, "뒤에서 트럭이 와요", read("emergency", emergency=True))
    assert "삼각대" in texts_of(alarm)[0]
    pressed = presses(QUIET, "intent:emergency")
    assert pressed.state.handoff == Handoff("accident", is_emergency=True)


FORM = {"place": "영동고속도로 강릉방향 112km", "occurred_at": "2026-11-23T13:50+09:00", "drivable": "false"}


def test_a_form_raises_the_emergency_once_its_answers_are_complete() -> None:
    assert is_newly_stranded({**FORM, "drivable": ""}, FORM, NOW, bot_rules())
    assert not is_newly_stranded(FORM, {**FORM, "driver": "self"}, NOW, bot_rules())
    assert not is_newly_stranded({}, {**FORM, "place": "강남역 사거리"}, NOW, bot_rules())
    assert not is_newly_stranded({}, {**FORM, "occurred_at": "2026-11-22"}, NOW, bot_rules())
    assert not is_newly_stranded({}, {**FORM, "occurred_at": ""}, NOW, bot_rules())
    assert not is_newly_stranded({}, FORM, NOW + timedelta(hours=4), bot_rules())


def test_the_button_that_completes_a_form_raises_the_emergency_and_keeps_the_form() -> None:
    slots = {"injured": "false", "description": "단독 사고", "accident_type": "single", **FORM}
    del slots["drivable"]
    running = ActiveFlow("accident_report", int(NOW.timestamp() * 1000), slots, "drivable")
    result = presses(BotState(active_flow=running), "choice:false")
    assert result.state.handoff == Handoff("accident", is_emergency=True)
    assert kept(result.state)["place"] == FORM["place"]
    assert kept(result.state)["drivable"] == "false"


@pytest.mark.parametrize(
    "text, is_alarm",
    [
        ("안 굴러가요", True),
        ("안 굴러가는데 견인은 필요 없어요", True),
        ("안 움직여서 렉카로 공업사 왔어요", False),
        ("못 움직여서 견인차로 정비소에 옮겼어요", False),
    ],
)
def test_a_car_that_was_towed_stands_in_no_traffic(text: str, is_alarm: bool) -> None:
    slots = {"injured": "false", "description": "단독 사고", "accident_type": "single", **FORM}
    del slots["drivable"]
    running = ActiveFlow("accident_report", int(NOW.timestamp() * 1000), slots, "drivable")
    result = respond(BotState(active_flow=running), said(text, NOW), None, make_context())
    assert (result.state.handoff is not None) is is_alarm


@pytest.mark.parametrize(
    "text, form, earlier, expected",
    [
        (SHOULDER, {}, (), True),
        ("영동고속도로 강릉방향이에요", {}, ("차가 안 움직여요 견인차 불러주세요",), True),
        ("차가 안 움직여요", {}, ("영동고속도로예요",), True),
        ("영동고속도로 강릉방향이에요", {}, (), False),
        ("보험료가 얼마예요", {}, (SHOULDER,), False),
        ("영동고속도로 갓길이에요", {"occurred_at": "2026-11-22T19:30+09:00"}, (), False),
        ("영동고속도로 갓길이에요", {"occurred_at": "2026-11-23T13:50+09:00"}, (), True),
        ("영동고속도로 갓길이에요", {"drivable": "true"}, (), False),
    ],
)
def test_a_stranded_car_may_be_reported_in_two_messages_and_a_past_accident_is_none(
    text: str, form: dict[str, str], earlier: tuple[str, ...], expected: bool
) -> None:
    assert is_stranded_in_traffic(read_message(text, NOW), lambda: earlier, form, bot_rules()) is expected


def test_the_bot_combines_a_message_with_the_previous_one() -> None:
    bot = Bot()
    context = changed(bot.ports().context(), recent_texts=lambda: ("차가 안 움직여요",))
    ports = changed(
        bot.ports(),
        context=lambda: context,
        read=lambda text, now: understood_as(read("greeting"), text, now),
    )
    after = answer_message(ports, "conv", 2, Text("경부고속도로 신갈JC 부근이요"))
    assert after.handoff == Handoff("roadside", is_emergency=True)
    assert kept(after) == {}


def test_a_tow_request_without_a_place_gets_safety_advice_and_the_question_for_the_place() -> None:
    tow = respond_to(QUIET, "견인차 불러주세요", read("roadside_request"))
    assert "가드레일" in texts_of(tow)[0]
    question = tow.messages[-1]
    assert isinstance(question, Text)
    assert (question.requested_slot, question.expected_input) == ("location", "place")
    located = respond_to(QUIET, "강남역인데 견인차 불러주세요", read("roadside_request", place="강남역", service="tow"))
    assert located.state.active_flow is not None
    assert located.state.active_flow.slots == {"location": "강남역", "service": "tow", "own_plate": CAR.plate}


@pytest.mark.parametrize(
    "place, occurred_at, warned",
    [
        ("경부고속도로 신갈JC", "2026-11-23T13:55+09:00", True),
        ("경부고속도로 신갈JC", "2026-11-23T12:55+09:00", False),
        ("경부고속도로 신갈JC", "2026-11-23", False),
        ("강남역 사거리", "2026-11-23T13:55+09:00", False),
    ],
)
def test_a_report_of_a_recent_accident_on_a_motorway_starts_with_safety_advice(
    place: str, occurred_at: str, warned: bool
) -> None:
    result = respond_to(QUIET, "추돌 사고 났어요", read("accident_report", place=place, occurred_at=occurred_at))
    assert (texts_of(result)[0] == texts("ko").render("bot", "road_first")) is warned
    assert result.state.active_flow is not None


def test_a_place_given_during_a_report_brings_safety_advice_once() -> None:
    slots = {"injured": "false", "description": "추돌", "occurred_at": "2026-11-23T13:55+09:00"}
    running = ActiveFlow("accident_report", int(NOW.timestamp() * 1000), slots, "place")
    place = "경부고속도로 신갈JC"
    first = respond_to(BotState(active_flow=running), place, read("out_of_scope", place=place))
    assert texts_of(first)[0] == texts("ko").render("bot", "road_first")
    assert first.state.active_flow is not None
    second = respond_to(first.state, "추돌이에요", read("out_of_scope", accident_type="rear_end"))
    assert texts("ko").render("bot", "road_first") not in texts_of(second)


def test_an_alarm_keeps_what_was_said_before_and_with_it() -> None:
    state = in_accident_report(injured="false", description="뒤차가 박았어요")
    words = "강남역 사거리인데 보닛에서 연기가 나요"
    result = respond_to(state, words, read("emergency", emergency=True, place="강남역 사거리"))
    known = kept(result.state)
    assert (known["injured"], known["place"]) == ("false", "강남역 사거리")
    assert known["description"] == f"뒤차가 박았어요\n{words}"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("경부고속도로에서 옆 차랑 긁혀서 둘 다 갓길로 뺐어요", False),
        ("강변북로에서 뒤차가 박아서 상대랑 갓길에 차를 세웠습니다", False),
        ("영동고속도로에서 앞차를 박고 견인 기다려요 사람들은 가드레일 밖으로 다 나와 있어요", False),
        ("터널에서 추돌했고 차가 안 움직이는데 저희는 안전한 곳으로 대피했어요", False),
        ("경부고속도로에서 옆 차랑 긁혀서 갓길로 뺐는데 시동이 안 걸려요", True),
        ("고속도로에서 앞차를 박고 갓길에 세웠는데 견인차 좀 불러주세요", True),
        ("고속도로에서 추돌했고 가드레일 밖인데 차가 1차로에 서 있어요", True),
        ("고속도로 갓길에 차를 세웠는데 견인 좀 보내주세요", True),
        ("터널 안에서 박았는데 차가 안 움직여요", True),
    ],
)
def test_after_a_collision_cars_and_people_beside_the_road_raise_no_alarm(text: str, expected: bool) -> None:
    assert is_stranded_in_traffic(read_message(text, NOW), lambda: (), {}, bot_rules()) is expected


def test_a_fire_is_an_alarm_also_for_people_beside_the_road() -> None:
    text = "고속도로에서 추돌했고 다들 가드레일 밖으로 나와 있는데 차에서 불이 나요"
    result = respond_to(QUIET, text, read("accident_report", emergency=True))
    assert result.state.handoff == Handoff("accident", is_emergency=True)


def test_a_car_that_may_have_been_towed_brings_the_question_for_an_emergency() -> None:
    slots = {"injured": "false", "description": "단독 사고", "accident_type": "single", **FORM}
    del slots["drivable"]
    slots["occurred_at"] = (NOW - bot_rules().time_windows.untowed_within - timedelta(minutes=1)).isoformat()
    running = ActiveFlow("accident_report", int(NOW.timestamp() * 1000), slots, "drivable")
    result = presses(BotState(active_flow=running), "choice:false")
    assert result.state.handoff is None
    assert result.state.emergency_asked
    assert texts_of(result) == [texts("ko").render("bot", "ask_emergency")]
    assert presses(result.state, "emergency:yes").state.handoff == Handoff("accident", is_emergency=True)
    assert presses(result.state, "emergency:no").state.active_flow is not None


def test_who_the_other_is_raises_no_alarm_by_the_classifier_alone() -> None:
    state = in_accident_report(injured="false")
    calm = respond_to(state, "앞차 기사 아저씨 010-3344-5566", read("emergency", emergency=True, phone="01033445566"))
    assert calm.state.handoff is None
    alarm = respond_to(state, "010-3344-5566 사람이 차에 갇혔어요", read("emergency", emergency=True))
    assert alarm.state.handoff is not None


def test_a_car_that_has_left_the_road_is_not_stranded_by_its_form() -> None:
    stands = {"occurred_at": NOW.isoformat(timespec="minutes"), "place": "서해안고속도로", "drivable": "false"}
    assert is_newly_stranded({}, stands, NOW, bot_rules())
    left = stands | {"description": "서해안고속도로에서 파편을 밟았습니다 지금은 서산휴게소에 들어와 있습니다"}
    assert not is_newly_stranded({}, left, NOW, bot_rules())
