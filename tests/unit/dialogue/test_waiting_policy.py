"""The policy for waiting customers: it answers what it can and leaves the rest to the agent."""

from dataclasses import replace

import pytest

from chalicelib.content.message_bodies import Card, Progress, Text
from chalicelib.content.messages import By, Message, Speaker
from chalicelib.dialogue.context import Context, QueueWait, TurnResult
from chalicelib.dialogue.drafts import Draft, DraftRecord
from chalicelib.dialogue.state import ActiveFlow, BotState, Handoff
from chalicelib.dialogue.user_input import UserInput
from chalicelib.dialogue.waiting_policy import dispatch_message
from chalicelib.nlu.types import NluResult
from tests.fakes.readings import said
from tests.unit.dialogue.test_policy import NOW, make_context

SINCE = 1_800_000_000_000


def in_queue(*, soon: bool = False, emergency: bool = False) -> Context:
    return replace(make_context(), queue_wait=QueueWait(SINCE, soon, emergency, lambda: "앞에 2명이 기다리고 있어요."))


def respond_to(
    words: str,
    intent: str = "out_of_scope",
    state: BotState | None = None,
    context: Context | None = None,
    **read: bool,
) -> TurnResult:
    understood = NluResult(intent, 1.0, {}, ((intent, 1.0),), is_emergency=read.get("emergency", False))
    return dispatch_message(state or BotState(), said(words, NOW, {}), understood, context or in_queue())


def texts_of(result: TurnResult) -> list[str]:
    return [body.text for body in result.messages if isinstance(body, Text)]


def test_contract_and_claim_answers_keep_the_customer_in_the_queue() -> None:
    for intent in ("policy_summary", "coverage_question", "claim_status", "claim_documents"):
        result = respond_to("알려 주세요", intent)
        assert result.messages
        assert result.state.handoff is None
        assert not result.state.leaves_queue
    assert isinstance(respond_to("내 보험", "policy_summary").messages[0], Card)
    assert not isinstance(respond_to("내 보험", "policy_summary").messages[0], Progress)


def test_a_report_can_be_made_and_cancelled_in_the_queue() -> None:
    started = respond_to("사고 접수할게요", "accident_report")
    assert started.state.active_flow is not None
    stopped = respond_to("취소할게요", "out_of_scope", started.state)
    assert stopped.state.active_flow is None
    assert not stopped.state.leaves_queue
    assert "상담원 대기는 그대로예요" in texts_of(stopped)[-1]
    left = respond_to("상담원 필요 없어요", "out_of_scope", started.state)
    assert left.state.leaves_queue


@pytest.mark.parametrize("words", ["취소할게요", "안 기다릴게요", "됐어요 괜찮아요", "never mind"])
def test_leaving_the_queue_sends_no_message_before_it_is_done(words: str) -> None:
    result = respond_to(words)
    assert result.state.leaves_queue
    assert result.messages == ()


def test_cancelling_a_contract_stays_in_queue() -> None:
    result = respond_to("보험 취소할게요", "cancellation")
    assert not result.state.leaves_queue
    assert result.state.handoff is None, "it waits already; the agent reads it"
    assert "상담원에게 전달" in texts_of(result)[0]


@pytest.mark.parametrize(
    "words, intent",
    [
        ("얼마나 기다려요?", "wait_status"),
        ("상담원 연결해 주세요", "agent_request"),
        ("왜 이렇게 안 와요", "out_of_scope"),
        ("아직 멀었나요", "roadside_status"),
        ("몇 시에 열어요?", "out_of_scope"),
        ("전화번호가 뭐예요?", "out_of_scope"),
        ("when will an agent come", "greeting"),
        ("여보세요?", "out_of_scope"),
        ("아무도 없나요", "out_of_scope"),
        ("왜 아무도 대답이 없어요?", "out_of_scope"),
        ("빨리요 빨리", "out_of_scope"),
        ("오늘은 연결 안 되나요?", "out_of_scope"),
        ("기다린 지 10분 넘었어요", "out_of_scope"),
        ("몇 시부터 하나요", "out_of_scope"),
        ("am I still in line?", "out_of_scope"),
    ],
)
def test_how_long_is_answered_with_the_queue_position(words: str, intent: str) -> None:
    assert texts_of(respond_to(words, intent)) == ["앞에 2명이 기다리고 있어요."]


def test_how_long_is_answered_with_the_queue_in_the_middle_of_a_form_too() -> None:
    started = respond_to("사고 접수할게요", "accident_report")
    result = respond_to("얼마나 더 기다려요?", "wait_status", started.state)
    assert texts_of(result)[0] == "앞에 2명이 기다리고 있어요."
    assert texts_of(result)[1] == texts_of(started)[-1].splitlines()[-1], "then the form's own question again"
    assert result.state.active_flow == started.state.active_flow


def test_ambiguous_automated_intents_are_asked_back_in_the_queue() -> None:
    unsure = NluResult(
        "out_of_scope", 0.8, {}, (), is_emergency=False, clarification_intents=("policy_summary", "coverage_question")
    )
    (question,) = dispatch_message(BotState(), said("그거 어떻게 돼 있어요", NOW, {}), unsure, in_queue()).messages
    assert isinstance(question, Text)
    assert [button.id for button in question.buttons] == [
        "intent:policy_summary",
        "intent:coverage_question",
        "intent:none",
    ]


def test_a_suspended_form_resumes_in_the_queue_by_text() -> None:
    form = ActiveFlow("accident_report", 1, {"place": "강남역"}, started_at=1)
    draft = Draft("conv:1", "accident_report", form.slots, "conv", int(NOW.timestamp() * 1000))
    context = replace(in_queue(), drafts=lambda: DraftRecord(drafts=(draft,)), conversation_id="conv")
    result = respond_to("계속 적을게요", state=BotState(suspended_flow=form), context=context)
    assert result.state.active_flow is not None
    assert result.state.active_flow.slots["place"] == "강남역"
    assert not result.state.leaves_queue


def test_a_shared_location_is_confirmed_for_the_agent_in_an_emergency_too() -> None:
    here = UserInput(slots={"place": "서초IC 근처 (37.48000,127.03000)"})
    result = dispatch_message(BotState(), here, None, in_queue(emergency=True))
    assert texts_of(result) == ["위치를 받았어요. 연결되는 상담원도 볼 수 있어요."]
    assert result.state.summary["위치"] == "서초IC 근처 (37.48000,127.03000)"


def test_a_question_about_the_truck_is_kept_for_the_agent_and_a_cancelled_report_is_no_cancelled_truck() -> None:
    truck = respond_to("견인 기사님 언제 와요", "roadside_status")
    assert truck.state.handoff is None
    assert "출동 기사" in texts_of(truck)[0]
    assert "그대로 볼 수 있어요" in texts_of(respond_to("접수 취소해 주세요", "roadside_cancel"))[0]


def test_messages_for_the_agent_are_confirmed_once_per_wait_and_courtesies_never() -> None:
    first = respond_to("어제 통화한 건 때문에 그래요")
    assert "그대로 볼 수 있어요" in texts_of(first)[0]
    assert respond_to("팀장님이 아신댔어요", state=first.state).messages == ()
    for words in ("네", "감사합니다", "기다릴게요", "ㅠㅠ"):
        assert respond_to(words).messages == ()
    assert respond_to("기다릴게요", "wait_status").messages == ()
    assert respond_to("어제 통화한 건", context=in_queue(soon=True)).messages == (), "an agent is about to come"
    assert respond_to("어제 통화한 건", context=in_queue(emergency=True)).messages == ()


def test_an_emergency_moves_to_the_head_once_and_urgent_help_changes_the_queue() -> None:
    alarm = respond_to("차에 불이 났어요", "emergency", emergency=True)
    assert alarm.state.handoff == Handoff("accident", is_emergency=True)
    assert "119" in texts_of(alarm)[0]
    assert respond_to("불이 더 커져요", "emergency", context=in_queue(emergency=True), emergency=True).messages == ()
    tow = respond_to("견인차 불러 주세요", "roadside_request")
    assert tow.state.active_flow is not None
    assert (tow.state.active_flow.flow, tow.state.handoff) == ("roadside", None)


def test_the_policy_is_the_same_outside_the_queue() -> None:
    result = respond_to("상담원 연결해 주세요", "agent_request", context=make_context())
    assert result.state.handoff is not None


def test_answers_to_an_agents_question_are_left_to_agents() -> None:
    offered = Message(3, SINCE, By(Speaker.AGENT, "agent-a", "김하늘"), Text("언제가 좋으세요?"), "desk0001:1")
    result = dispatch_message(
        BotState(), UserInput(form_values={"when": "오후"}, source_message=offered), None, in_queue()
    )
    assert "연결되는 상담원이 그대로 볼 수 있어요" in texts_of(result)[0]


@pytest.mark.parametrize(
    "words", ["상담 시간이 언제예요?", "몇 시부터 상담하나요?", "상담시간 알려주세요", "what are your business hours?"]
)
def test_a_question_about_the_hours_is_answered_without_queueing(words: str) -> None:
    for intent in ("wait_status", "agent_request", "out_of_scope"):
        result = respond_to(words, intent, context=make_context())
        assert result.state.handoff is None
        (text,) = texts_of(result)
        assert "월~금 09:00~18:00" in text
    asked = respond_to(
        "상담 시간 지났는데 상담원이 전화를 안 줘서 화가 나네요", "agent_request", context=make_context()
    )
    assert asked.state.handoff is not None, "who complains reaches people"
