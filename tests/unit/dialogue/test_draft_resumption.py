"""An interrupted accident form is kept, offered again and continued with its missing slots."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from msgspec import structs

from chalicelib.content.configuration import bot_rules, flows, texts
from chalicelib.content.message_bodies import Card, Text
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.drafts import (
    DAY_MS,
    Draft,
    DraftRecord,
    close_drafts,
    draft_key_of,
    live_drafts,
    sync_drafts,
    with_draft,
)
from chalicelib.dialogue.handoff_summary import suspend_for_agent
from chalicelib.dialogue.interruptions import draft_from_emergency, sync_external_changes, with_location
from chalicelib.dialogue.policy import greet_customer, respond
from chalicelib.dialogue.state import ActiveFlow, BotState, Suggestion
from chalicelib.nlu.types import NluResult
from tests.fakes.readings import said
from tests.unit.dialogue.test_policy import NOW, make_context, read

KO = texts("ko")
MAX_DRAFTS = bot_rules().max_drafts
T0 = int(NOW.timestamp() * 1000)
ANSWERS = {"injured": "false", "description": "뒤차가 박았어요", "place": "강남역 사거리", "hospital": ""}
NOTHING = NluResult("out_of_scope", 0.9, {}, (("out_of_scope", 0.9),), is_emergency=False)


@dataclass
class Customer:
    """Conversations of one customer with the bot, over the record of unfinished forms."""

    drafts: DraftRecord = field(default_factory=DraftRecord)
    states: dict[str, BotState] = field(default_factory=dict)

    def context(self, conversation: str, **others: Any) -> Context:
        return make_context(drafts=lambda: self.drafts, conversation_id=conversation, **others)

    def keeps(self, conversation: str, result: TurnResult) -> TurnResult:
        state = structs.replace(result.state, version=result.state.version + 1)
        self.drafts = sync_drafts(self.drafts, conversation, state, flows(), T0, MAX_DRAFTS)
        self.states[conversation] = structs.replace(state, resumed_key="", handoff=None)
        return result

    def opens(self, conversation: str) -> TurnResult:
        state = self.states.get(conversation, BotState())
        return self.keeps(conversation, greet_customer(state, "김서연", self.context(conversation)))

    def says(
        self, conversation: str, text: str = "", *, button: str = "", understood: NluResult = NOTHING
    ) -> TurnResult:
        state = self.states.get(conversation, BotState())
        user_input = replace(said(text, NOW, understood.slots), button=button)
        return self.keeps(
            conversation, respond(state, user_input, understood if text else None, self.context(conversation))
        )

    def half_fills(self, conversation: str = "c1") -> None:
        running = ActiveFlow(
            "accident_report", T0, dict(ANSWERS), "accident_type", asked_slots=("injured", "place"), started_at=T0
        )
        self.keeps(conversation, TurnResult(BotState(active_flow=running), ()))

    def running(self, conversation: str) -> ActiveFlow:
        found = self.states[conversation].active_flow
        assert found is not None
        return found


INTERRUPTIONS = {
    "a request for an agent": {"text": "상담원 바꿔 주세요", "understood": read("agent_request")},
    "an agent by a button": {"button": "intent:agent_request"},
    "an emergency": {"text": "차에 불이 났어요", "understood": read("emergency", emergency=True)},
    "another intent by a button": {"button": "intent:policy_change"},
    "a call to be booked": {"button": "intent:dispute"},
    "the customer who stops": {"button": "flow:cancel"},
    "the customer who stops in words": {"text": "그만할래요"},
    "a question nobody can answer": None,
    "nothing: they went away": {},
}  # fmt: skip
RETURNS = {
    "the same conversation, taken up again": "c1",
    "a new conversation": "c2",
}


@pytest.mark.parametrize("returns", RETURNS.values(), ids=RETURNS.keys())
@pytest.mark.parametrize("interruption", INTERRUPTIONS.values(), ids=INTERRUPTIONS.keys())
def test_an_interrupted_form_is_offered_and_asks_missing_slots_only(
    interruption: dict[str, Any] | None, returns: str
) -> None:
    customer = Customer()
    customer.half_fills()
    if interruption is None:  # twice
        for _ in range(2):
            customer.says("c1", "글쎄 그게 뭐였더라 정말", understood=NOTHING)
    elif interruption:
        customer.says("c1", **interruption)
    offered = customer.opens(returns).messages
    card = offered[-1]
    assert isinstance(card, Card)
    assert card.title == KO.render("flows", "draft_title", title="사고 접수")
    assert "강남역 사거리" in [row.value for row in card.rows]
    assert [button.id.split(":")[1] for button in card.buttons] == ["continue", "new", "discard"]
    (question,) = customer.says(returns, button=card.buttons[0].id).messages
    assert isinstance(question, Text)
    assert question.requested_slot not in ANSWERS
    running = customer.running(returns)
    kept = running.slots["description"].split("\n")[0]  # an alarm adds to it
    assert ANSWERS.items() <= (running.slots | {"description": kept}).items()
    assert draft_key_of(running, returns) == f"c1:{T0:x}", "it becomes the claim that it would have become"


YES = ("이어서 할게요", "네", "사고 접수 이어서", "네 계속할게요", "아까 하던 접수 마저 할래요")
OTHER = ("새로 접수할게요", "다른 사고예요")


@pytest.mark.parametrize("words", YES)
def test_text_continues_a_form_like_the_button(words: str) -> None:
    customer = Customer()
    customer.half_fills()
    customer.opens("c2")
    customer.says("c2", words)
    assert customer.running("c2").slots["place"] == "강남역 사거리"


CONTINUE_TEXTS = (
    "이어서 할게요",
    "기다리는 동안 이어서 적을게요",
    "계속 적을게요",
    "그럼 제가 마저 쓸게요",
    "아까 하던 거 이어서 할게요",
    "접수 이어서 해주세요",
    "사고접수 계속 진행해주세요",
    "나머지 적을게요",
    "이어서할게여",
    "I'll continue",
    "continue the report",
)


@pytest.mark.parametrize("words", CONTINUE_TEXTS)
@pytest.mark.parametrize("stop", ["취소할게요", "상담원 바꿔 주세요"])
def test_a_suspended_form_resumes_by_text_like_by_its_button(words: str, stop: str) -> None:
    customer = Customer()
    customer.half_fills()
    customer.says("c1", stop, understood=read("agent_request") if "상담원" in stop else NOTHING)
    assert customer.states["c1"].active_flow is None
    customer.says("c1", words)
    assert customer.running("c1").slots["place"] == "강남역 사거리"


@pytest.mark.parametrize(
    "words", ["계속 기다릴게요", "이어서 질문이 있어요", "계속 연락이 안 돼요", "나머지는 얼마예요?"]
)
def test_other_texts_with_the_same_beginning_do_not_continue_a_form(words: str) -> None:
    customer = Customer()
    customer.half_fills()
    customer.says("c1", "취소할게요")
    customer.says("c1", words)
    assert customer.states["c1"].active_flow is None


@pytest.mark.parametrize("words", OTHER)
def test_text_starts_another_report_and_keeps_the_first(words: str) -> None:
    customer = Customer()
    customer.half_fills()
    customer.opens("c2")
    customer.says("c2", words)
    assert customer.running("c2").slots == {}
    assert customer.drafts.find(f"c1:{T0:x}") is not None


def test_a_form_requested_by_name_days_later_resumes_without_an_offer() -> None:
    customer = Customer()
    customer.half_fills()
    customer.states["c2"] = BotState(version=1)
    customer.says("c2", "사고 접수 이어서 해주세요", understood=read("accident_report"))
    assert customer.running("c2").slots["place"] == "강남역 사거리"


def test_a_new_accident_report_asks_once_which_form_and_keeps_its_slots() -> None:
    customer = Customer()
    customer.half_fills()
    customer.states["c2"] = BotState(version=1)
    story = "오늘 역삼역에서 제가 벽을 긁었어요"
    understood = read("accident_report", accident_type="single", place="역삼역")
    (card,) = customer.says("c2", story, understood=understood).messages
    assert isinstance(card, Card)
    customer.says("c2", button="draft:new")
    assert customer.running("c2").slots["place"] == "역삼역"
    assert customer.running("c2").slots["description"] == story
    again = Customer()
    again.half_fills()
    again.says("c2", "사고 났어요", understood=read("accident_report"))
    started = again.says("c2", story, understood=understood)
    assert not isinstance(started.messages[-1], Card), "asked once, then they are believed"
    assert again.running("c2").slots["place"] == "역삼역"


def test_declining_keeps_a_form_and_discarding_removes_it() -> None:
    customer = Customer()
    customer.half_fills()
    customer.opens("c2")
    (later,) = customer.says("c2", "아니요").messages
    assert isinstance(later, Text)
    assert "30일" in later.text
    card = customer.opens("c3").messages[-1]
    assert isinstance(card, Card)
    customer.says("c3", button=card.buttons[2].id)
    assert customer.drafts.drafts == ()
    assert len(customer.opens("c4").messages) == 1
    customer.keeps("c1", TurnResult(customer.states["c1"], ()))
    assert customer.drafts.drafts == (), "the conversation that still holds it doesn't bring it back"


def test_a_press_for_a_removed_form_is_answered() -> None:
    customer = Customer()
    (words,) = customer.says("c1", button="draft:continue:c0:1").messages
    assert isinstance(words, Text)
    assert words.text == KO.render("flows", "draft_gone")


def test_an_empty_form_is_not_stored() -> None:
    customer = Customer()
    customer.says("c1", button="intent:accident_report")
    assert customer.drafts == DraftRecord()


def test_a_form_resumed_elsewhere_is_noticed_and_can_be_taken_back() -> None:
    customer = Customer()
    customer.half_fills()
    customer.opens("c2")
    customer.says("c2", "네")
    state, words = sync_external_changes(customer.states["c1"], customer.context("c1"))
    assert state.active_flow is None
    assert isinstance(words[0], Text)
    assert [button.id for button in words[0].buttons] == [f"draft:continue:c1:{T0:x}"]
    customer.states["c1"] = state
    customer.says("c1", button=words[0].buttons[0].id)
    form = customer.drafts.find(f"c1:{T0:x}")
    assert form is not None
    assert form.conversation_id == "c1"


def corrected(customer: Customer, **values: str) -> None:
    form = customer.drafts.find(f"c1:{T0:x}")
    assert form is not None
    after = structs.replace(
        form,
        slots=form.slots | values,
        staff_edits=form.staff_edits + 1,
        version=form.version + 1,
        corrected_slots=tuple(values),
    )
    customer.drafts = with_draft(customer.drafts, after, MAX_DRAFTS)


def test_staff_edits_take_precedence_and_are_shown_before_confirmation() -> None:
    customer = Customer()
    customer.half_fills()
    corrected(customer, place="역삼역")
    customer.keeps("c1", TurnResult(customer.states["c1"], ()))
    assert customer.drafts.find(f"c1:{T0:x}").slots["place"] == "역삼역"  # type: ignore[union-attr]
    state, words = sync_external_changes(customer.states["c1"], customer.context("c1"))
    assert (words, state.active_flow.slots["place"]) == ((), "역삼역")  # type: ignore[union-attr]
    summary = structs.replace(customer.running("c1"), requested_slot="")
    state, words = sync_external_changes(
        structs.replace(customer.states["c1"], active_flow=summary), customer.context("c1")
    )
    assert isinstance(words[0], Text)
    assert words[0].text == KO.render("flows", "draft_corrected")


def test_an_emergency_after_registration_or_a_move_starts_another_form() -> None:
    kept = BotState(suspended_flow=ActiveFlow("accident_report", T0, dict(ANSWERS), started_at=T0))
    moved = Draft(f"c1:{T0:x}", "accident_report", dict(ANSWERS), "c2", T0)
    for drafts in (DraftRecord(closed_keys=(f"c1:{T0:x}",)), DraftRecord(drafts=(moved,))):
        state, words = sync_external_changes(
            kept, make_context(drafts=lambda found=drafts: found, conversation_id="c1")
        )
        assert (state.suspended_flow, words) == (None, ())
        nlu_result = draft_from_emergency(state, said("사람이 다쳤어요", NOW), make_context())
        assert nlu_result.suspended_flow is not None
        assert nlu_result.suspended_flow.slots["injured"] == "true"
        assert "place" not in nlu_result.suspended_flow.slots
    here = DraftRecord(drafts=(structs.replace(moved, conversation_id="c1"),))
    assert sync_external_changes(kept, make_context(drafts=lambda: here, conversation_id="c1"))[0] == kept


def test_a_shared_location_belongs_to_the_suspended_form() -> None:
    kept = BotState(suspended_flow=ActiveFlow("accident_report", T0, {"injured": "true"}, started_at=T0))
    assert with_location(kept, "강남역 근처").suspended_flow.slots["place"] == "강남역 근처"  # type: ignore[union-attr]
    known = with_location(kept, "강남역 근처")
    assert with_location(known, "역삼역 근처") == known, "they have gone on since"
    assert with_location(BotState(), "강남역 근처") == BotState()


def test_a_suggestion_from_a_photo_is_left_to_the_agent_with_its_place() -> None:
    offer = Suggestion("upload1", {"occurred_at": "2026-11-22T19:32+09:00", "place": "역삼역"})
    state = BotState(
        active_flow=ActiveFlow("accident_report", T0, dict(ANSWERS), "accident_type", started_at=T0), suggestion=offer
    )
    after = suspend_for_agent(state, make_context())
    assert after.suggestion is None
    assert after.summary[KO.render("bot", "summary_photo")] == "시각 2026년 11월 22일 오후 7시 32분, 역삼역"


def test_drafts_are_limited_in_days_and_number() -> None:
    forms = [Draft(f"c{n}:1", "accident_report", {"place": "x"}, f"c{n}", T0 + n) for n in range(MAX_DRAFTS + 2)]
    drafts = DraftRecord()
    for form in forms:
        drafts = with_draft(drafts, form, MAX_DRAFTS)
    assert [form.key for form in drafts.drafts] == [form.key for form in forms[2:]]
    days = bot_rules().draft_days
    assert len(live_drafts(drafts, T0 + days * DAY_MS - 1, days)) == MAX_DRAFTS
    assert live_drafts(drafts, T0 + days * DAY_MS + MAX_DRAFTS + 2, days) == ()
    assert close_drafts(drafts, ("c2:1",)).find("c2:1") is None
    assert close_drafts(close_drafts(drafts, ("c2:1",)), ("c2:1",)).closed_keys == ("c2:1",)


def test_a_handoff_request_with_an_accident_report_keeps_the_form_in_its_queue() -> None:
    customer = Customer()
    nlu_result = read("accident_report", injured="false", place="강남역 사거리", accident_type="rear_end")
    text = "강남역 사거리에서 뒤차가 박았는데 다친 사람은 없고 상담원 좀 바꿔 주세요"
    user_input = said(text, NOW, nlu_result.slots)
    result = customer.keeps("c1", respond(BotState(), user_input, nlu_result, customer.context("c1")))
    assert result.state.handoff is not None
    assert result.state.handoff.queue == "accident"
    assert isinstance(result.messages[-1], Card)
    assert customer.drafts.drafts[0].slots["place"] == "강남역 사거리"


def test_an_accident_report_during_another_flow_starts_at_once() -> None:
    running = ActiveFlow("policy_change", T0, {"subject": "drivers"}, "requested_change", started_at=T0)
    nlu_result = structs.replace(read("accident_report", accident_type="rear_end"), confidence=0.95)
    started = respond(
        BotState(active_flow=running),
        said("방금 뒤차가 박았어요", NOW, nlu_result.slots),
        nlu_result,
        make_context(),
    )
    assert started.state.active_flow is not None
    assert started.state.active_flow.flow == "accident_report"
    help_ = structs.replace(read("roadside_request"), confidence=0.95)
    called = respond(BotState(active_flow=running), said("배터리 방전됐어요", NOW, {}), help_, make_context()).state
    assert called.active_flow is not None
    assert called.active_flow.flow == "roadside"
    intent = structs.replace(read("accident_report"), confidence=0.95)
    stays = respond(BotState(active_flow=running), said("아내도 운전하게 해 주세요", NOW, {}), intent, make_context())
    assert stays.state.active_flow is not None
    assert stays.state.active_flow.flow == "policy_change"
