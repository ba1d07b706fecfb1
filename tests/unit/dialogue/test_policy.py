"""The policy: emergencies first, handoff on request, answers, no dead ends."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.content.claim_views import ClaimView, DocumentView, ExposureView, StageView
from chalicelib.content.configuration import bot_rules, flows, texts
from chalicelib.content.contract_questions import ContractReply
from chalicelib.content.contract_views import ContractView, VehicleView
from chalicelib.content.customer_views import FactView
from chalicelib.content.message_bodies import Body, Button, Card, Checklist, DocumentStatus, Progress, Text
from chalicelib.content.views import Named
from chalicelib.contracts.answers import answer_contract_question
from chalicelib.contracts.holder import Policyholder
from chalicelib.contracts.views import contract_views
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.flows import UserInput
from chalicelib.dialogue.policy import greet_customer, respond
from chalicelib.dialogue.state import ActiveFlow, BotState, Handoff
from chalicelib.dialogue.waiting_policy import dispatch_message
from chalicelib.nlu.types import NluResult
from local.demo.contracts import CHOI, HOLDERS, KIM
from tests.fakes.readings import said

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=timezone(timedelta(hours=9)))
KO = texts("ko")
CAR = VehicleView("123가4567", "현대 아반떼", 2023)
CONTRACT = ContractView("2026-1", "개인용", "2026-03-18", "2027-03-18", CAR, (("대물배상", "10억원"),), "부부 한정")
HOLDER = HOLDERS[0]
QUIET = BotState()


def make_context(**others: Any) -> Context:
    plain: dict[str, Any] = {
        "rules": bot_rules(),
        "flows": flows(),
        "texts": KO,
        "contracts": lambda: (CONTRACT,),
        "now": NOW,
        "default_queue": "contract",
        "contract_reply": lambda question: answer_contract_question(HOLDER, question, KO, NOW),
    }
    return Context(**{**plain, **others})


def read(intent: str, *unsure: str, emergency: bool = False, **slots: str | bool) -> NluResult:
    return NluResult(intent, 0.9, slots, ((intent, 0.9),), emergency, unsure)


def respond_to(state: BotState, text: str, understood: NluResult, context: Context | None = None) -> TurnResult:
    return respond(state, said(text, NOW, understood.slots), understood, context or make_context())


def presses(state: BotState, button: str) -> TurnResult:
    return respond(state, UserInput(button=button), None, make_context())


def in_accident_report(**slots: str) -> BotState:
    asking = next(step.slot for step in flows()["accident_report"].steps if step.slot not in slots)
    return BotState(active_flow=ActiveFlow("accident_report", int(NOW.timestamp() * 1000), dict(slots), asking))


def texts_of(result: TurnResult) -> list[str]:
    def words(body: Body) -> str:
        assert isinstance(body, Text | Card)
        return body.title if isinstance(body, Card) else body.text

    return [words(body) for body in result.messages]


def test_the_greeting_has_the_name_and_says_that_it_is_a_bot() -> None:
    (hello,) = greet_customer(QUIET, "김서연", make_context()).messages
    assert isinstance(hello, Text)
    assert "김서연" in hello.text
    assert "챗봇" in hello.text
    assert [button.id for button in hello.buttons] == [f"intent:{name}" for name in bot_rules().greeting_buttons]
    assert texts_of(greet_customer(QUIET, "", make_context())) == [KO.render("bot", "greeting_guest")]


def test_reopening_resets_the_failures() -> None:
    assert greet_customer(replace(QUIET, failures=2), "김서연", make_context()).state.failures == 0


def test_an_emergency_takes_precedence_also_in_a_flow() -> None:
    for state in (QUIET, in_accident_report(injured="false")):
        result = respond_to(state, "차에 불이 났어요", read("agent_request", emergency=True))
        assert result.state.handoff == Handoff("accident", is_emergency=True)
        assert result.state.active_flow is None
        assert "119" in texts_of(result)[0]
        assert result.state.summary["고객 말씀"] == "차에 불이 났어요"


def test_a_handoff_request_is_granted_in_any_flow() -> None:
    asked = respond_to(QUIET, "상담원 바꿔주세요", read("agent_request"))
    assert asked.state.handoff == Handoff("contract")
    in_flow = respond_to(in_accident_report(injured="false"), "사람이랑 얘기할래요", read("agent_request"))
    assert (in_flow.state.handoff, in_flow.state.active_flow) == (Handoff("accident"), None)
    assert presses(QUIET, "intent:agent_request").state.handoff == Handoff("contract")


def test_two_failures_hand_off_and_an_understood_message_resets_them() -> None:
    nonsense = read("out_of_scope")
    once = respond_to(QUIET, "피자 시켜줘", nonsense)
    assert (once.state.failures, once.state.handoff) == (1, None)
    assert texts_of(once) == [KO.render("bot", "not_understood")]
    twice = respond_to(once.state, "피자", nonsense)
    assert twice.state.handoff == Handoff("contract")
    assert texts_of(twice) == [KO.render("bot", "handing_over_failed")]
    forgiven = respond_to(once.state, "안녕", read("greeting"))
    assert respond_to(forgiven.state, "피자", nonsense).state.handoff is None


def test_ambiguous_intents_are_asked_back() -> None:
    result = respond_to(QUIET, "보험 기간", read("policy_extend", "policy_extend", "renewal", "greet_the_moon"))
    (question,) = result.messages
    assert isinstance(question, Text)
    assert question.buttons == (
        Button("intent:policy_extend", bot_rules().intents["policy_extend"].label),
        Button("intent:renewal", bot_rules().intents["renewal"].label),
        Button("intent:none", KO.render("bot", "neither")),
    )
    assert result.state.failures == 0
    assert isinstance(presses(result.state, "intent:renewal").messages[0], Card)
    assert presses(result.state, "intent:none").state.failures == 1


CONTRACT_INTENTS = [name for name, intent in bot_rules().intents.items() if intent.contract_answer]


@pytest.mark.parametrize("intent", CONTRACT_INTENTS)
def test_contract_answers_use_the_customers_own_contract(intent: str) -> None:
    for card in respond_to(QUIET, "내 보험", read(intent)).messages:
        assert isinstance(card, Card | Text)
    context = make_context(contracts=tuple, contract_reply=lambda _: ContractReply((), needs_person=True))
    nobody = respond_to(QUIET, "내 보험", read(intent), context)
    assert nobody.state.handoff == Handoff(bot_rules().no_contract_queue)
    assert texts_of(nobody) == [KO.render("answers", "no_contract")]


def test_a_reply_that_needs_a_person_is_shown_before_the_handoff() -> None:
    asked = respond_to(QUIET, "해지할게요", read("cancellation"))
    assert [type(body) for body in asked.messages] == [Card, Text]
    assert asked.state.handoff == Handoff(bot_rules().no_contract_queue)
    assert presses(QUIET, "contract:ending::").state.handoff is not None


def test_a_button_about_a_contract_leaves_the_open_question_open() -> None:
    state = in_accident_report(injured="false")
    result = presses(state, "contract:savings:possible:")
    assert isinstance(result.messages[0], Card)
    assert result.state.active_flow == state.active_flow
    assert len(result.messages) > 1


def test_a_report_is_never_left_for_a_question_about_a_contract() -> None:
    state = in_accident_report(injured="false")
    for words, intent in (("운석에 맞아도 보상되나요?", "coverage_question"), ("해지하면 얼마예요?", "cancellation")):
        asked = respond_to(state, words, read(intent))
        assert (asked.state.handoff, asked.state.active_flow is None) == (None, False), words
        assert texts_of(asked)[0] == KO.render("bot", "digression_contract")
        assert [each.intent for each in asked.state.parked] == [intent]
    pressed = presses(state, "contract:ending::")
    assert (pressed.state.handoff, pressed.state.active_flow) == (None, state.active_flow)


def test_a_question_about_one_of_several_contracts_is_kept_until_one_is_chosen() -> None:
    holder = Policyholder("1", contracts=(KIM, CHOI))
    context = make_context(
        contracts=lambda: contract_views(holder, KO),
        contract_reply=lambda question: answer_contract_question(holder, question, KO, NOW),
    )
    asked = respond_to(QUIET, "친구가 운전해도 돼요?", read("coverage_question"), context)
    (which,) = asked.messages
    assert isinstance(which, Text)
    pressed = respond(asked.state, UserInput(button=which.buttons[1].id), None, context)

    def written(text: str) -> TurnResult:
        return dispatch_message(asked.state, said(text, NOW), read("out_of_scope"), context)

    for words in ("테슬라요", "두 번째 거요", f"{CHOI.plate[-4:]} 차요"):
        assert written(words).messages == pressed.messages
        assert written(words).state.contract_question is None
    assert pressed.state.contract_question is None
    assert [type(each) for each in written("둘 다요").messages] == [Card, Card]
    assert texts_of(written("테슬라 할인 있어?"))[0].startswith("받고 계신 할인")
    (card,) = pressed.messages
    assert isinstance(card, Card)
    assert card.rows[1].value == "보상돼요. 운전자 범위: 누구나"
    other = respond_to(asked.state, "피자 시켜 줘", read("out_of_scope"), context)
    assert texts_of(other) == [KO.render("bot", "not_understood")]


def test_numbers_in_answers_are_those_of_the_configuration() -> None:
    for language, day in (("ko", "11월 24일(화)까지"), ("en", "by Tue, Nov 24,")):
        context = make_context(texts=texts(language), adjuster_due=lambda: "2026-11-24")
        asked = respond_to(
            in_accident_report(injured="false"), "접수하면 얼마나 걸려요?", read("claim_status"), context
        )
        assert day in texts_of(asked)[0]


def test_every_intent_does_something() -> None:
    for name, intent in bot_rules().intents.items():
        result = respond_to(QUIET, intent.label, read(name))
        assert result.messages, name
        hands_off = bool(intent.queue) or intent.contract_answer in ("ending", "advice")
        assert (result.state.handoff is not None) == hands_off, name
        assert (result.state.active_flow is not None) == bool(intent.flow), name


def test_a_digression_is_answered_and_is_no_failure() -> None:
    state = in_accident_report(injured="false")
    for _ in range(3):
        result = respond_to(state, "근데 제 보험 만기가 언제죠?", read("renewal"))
        assert texts_of(result) == [KO.render("contract_cards", "renewal_title"), KO.render("flows", "ask_description")]
        state = result.state
        assert state.active_flow is not None
        assert (state.active_flow.requested_slot, state.active_flow.failed_attempts) == ("description", 0)
    beside = respond_to(state, "할증되나요?", read("surcharge"))
    assert texts_of(beside) == [KO.render("bot", "digression_surcharge"), KO.render("flows", "ask_description")]
    both = respond_to(
        state, "강남역에서 박았어요. 할증되나요?", read("surcharge", place="강남역", accident_type="rear_end")
    )
    assert texts_of(both)[0] == KO.render("bot", "digression_surcharge")
    assert both.state.active_flow is not None
    assert both.state.active_flow.slots["place"] == "강남역"


def test_a_pressed_intent_in_a_flow_replaces_it() -> None:
    result = presses(in_accident_report(injured="false"), "intent:roadside_request")
    assert (result.state.active_flow and result.state.active_flow.flow, result.state.handoff) == ("roadside", None)
    assert result.state.suspended_flow is not None
    assert result.state.suspended_flow.slots == {"injured": "false"}
    other = presses(in_accident_report(), "intent:policy_change").state.active_flow
    assert other is not None
    assert other.flow == "policy_change"
    same = presses(in_accident_report(injured="false"), "intent:accident_report").state.active_flow
    assert same is not None
    assert (same.requested_slot, same.failed_attempts) == ("description", 0)


def test_a_confirmed_report_completes_the_flow_without_a_handoff() -> None:
    started = respond_to(
        QUIET, "방금 강남역에서 박았어요", read("accident_report", place="강남역", accident_type="single")
    ).state
    state = started
    while state.active_flow is not None and state.active_flow.requested_slot:
        state = presses(state, "flow:unknown").state
    done = presses(state, "flow:confirm").state
    assert (done.handoff, done.active_flow) == (None, None)
    assert done.completed_flow is not None
    assert done.completed_flow.facts == {
        "description": "방금 강남역에서 박았어요",
        "place": "강남역",
        "accident_type": "single",
    }


def test_any_other_confirmed_flow_goes_to_its_queue_with_all_slots() -> None:
    state = presses(presses(QUIET, "intent:policy_change").state, "choice:drivers").state
    running = respond_to(state, "부부로 바꿔 주세요", read("policy_change")).state
    confirmed = presses(running, "flow:confirm").state
    assert confirmed.handoff == Handoff("contract")
    assert confirmed.summary.items() >= {"바꿀 항목": "운전자 범위", "운전자 범위": "부부 한정"}.items()


def test_a_failed_flow_is_handed_off_with_its_slots() -> None:
    state = presses(QUIET, "intent:policy_change").state
    for _ in range(2):
        state = respond_to(state, "몰라요", read("out_of_scope")).state
    assert (state.handoff, state.active_flow) == (Handoff("contract"), None)


def test_an_unfinished_report_is_a_draft_for_agents() -> None:
    state = in_accident_report(injured="true", place="강남역")
    asked = respond_to(state, "상담원 바꿔주세요", read("agent_request")).state
    assert asked.suspended_flow is not None
    assert asked.suspended_flow.slots == {"injured": "true", "place": "강남역"}
    alarm = respond_to(state, "차에 불이 났어요 12가3456", read("emergency", emergency=True, plates="12가3456")).state
    assert alarm.suspended_flow is not None
    known = {"injured": "true", "place": "강남역", "counterparty_plate": "12가3456"}
    assert alarm.suspended_flow.slots == known | {"description": "차에 불이 났어요 12가3456"}


def test_an_injury_answers_its_question_and_is_no_emergency() -> None:
    state = in_accident_report()
    hurt = respond_to(state, "네 두 명 다쳤어요", read("emergency", emergency=True, injured=True))
    assert hurt.state.handoff is None
    assert "119" in texts_of(hurt)[0]
    severe = respond_to(state, "네 의식이 없어요", read("emergency", emergency=True, injured=True))
    assert severe.state.handoff == Handoff("accident", is_emergency=True)


def test_the_customers_car_is_not_the_counterpartys() -> None:
    def plates(named: str) -> dict[str, str]:
        running = respond_to(
            QUIET, "박았어요", read("accident_report", accident_type="side", plates=named)
        ).state.active_flow
        assert running is not None
        return {slot: value for slot, value in running.slots.items() if "plate" in slot}

    assert plates(f"{CAR.plate} 34나5678") == {"own_plate": CAR.plate, "counterparty_plate": "34나5678"}
    assert plates(CAR.plate) == {"own_plate": CAR.plate}


def claim(number: str, *, open_: bool = True) -> ClaimView:
    way = (StageView("received", "접수", 1), StageView("assigned", "담당자 배정", 2), StageView("paid", "지급"))
    view = ExposureView(
        "own_damage",
        "자차",
        "own_car",
        "자차",
        "assigned",
        "담당자 배정",
        2,
        way,
        next_step="조사",
        due_on="2026-11-25",
    )
    facts = (FactView("occurred_at", "사고 일시", "2026-11-22", "2026-11-22"),)
    document = DocumentView(DocumentStatus("diagnosis", "진단서", "missing"))
    return ClaimView(number, 1, Named("c", ""), "conv", 1, open_, (view,), facts, (document,))


def test_progress_of_one_claim_is_shown_and_among_several_is_asked() -> None:
    one, other = claim("20261122-111111"), claim("20261120-222222")
    status = read("claim_status")
    (none,) = respond_to(QUIET, "어디까지 됐나요", status).messages
    assert isinstance(none, Text)
    assert none.buttons[0].id == "intent:accident_report"
    (progress,) = respond_to(QUIET, "어디까지 됐나요", status, make_context(claims=lambda: (one,))).messages
    assert isinstance(progress, Progress)
    assert [mark.state for mark in progress.exposures[0].stages] == ["done", "now", "ahead"]
    (which,) = respond_to(QUIET, "어디까지 됐나요", status, make_context(claims=lambda: (one, other))).messages
    assert isinstance(which, Text)
    picked = respond(QUIET, UserInput(button=which.buttons[1].id), None, make_context(claims=lambda: (one, other)))
    assert isinstance(picked.messages[0], Progress)
    assert picked.messages[0].claim == other.id
    (checklist,) = respond_to(
        QUIET, "뭐 내야 해요", read("claim_documents"), make_context(claims=lambda: (one,))
    ).messages
    assert isinstance(checklist, Checklist)
    assert checklist.documents[0].label == "진단서"


def test_another_customers_claim_is_never_shown() -> None:
    result = respond(QUIET, UserInput(button="claim:20261122-999999:progress"), None, make_context())
    assert texts_of(result) == [KO.render("bot", "expired_claim")]


def test_a_dispute_without_a_claim_explains_the_formal_route_and_hands_off() -> None:
    result = respond_to(QUIET, "과실 인정 못 해요", read("dispute"))
    assert result.state.handoff == Handoff("compensation")
    assert texts_of(result) == [KO.render("bot", "dispute_route_agent")]


def test_a_removed_flow_does_not_block_the_customer() -> None:
    state = BotState(active_flow=ActiveFlow("closed_long_ago", 0, requested_slot="x"))
    assert respond_to(state, "만기 언제예요", read("renewal")).messages
    assert respond_to(state, "상담원", read("agent_request")).state.handoff == Handoff("contract")
