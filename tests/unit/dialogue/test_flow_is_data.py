"""A flow is data: the engine names no slot and no intent, and runs a form with a slot of every type."""

import ast
from datetime import datetime
from pathlib import Path
from typing import get_args

import pytest

import chalicelib.dialogue
from chalicelib.content.configuration import (
    Flow,
    FlowStep,
    QuestionCard,
    SlotKind,
    Texts,
    bot_rules,
    flows,
    texts,
)
from chalicelib.content.message_bodies import Card, Form, Option, Text
from chalicelib.dialogue.flows import Transition, UserInput, continue_flow, start_flow
from chalicelib.dialogue.slot_types import SLOT_TYPES
from chalicelib.dialogue.state import ActiveFlow
from tests.fakes.readings import said

ENGINE = (
    "act_responses", "answer_steps", "draft_resumption", "drafts", "flow_steps", "flows", "handoff", "handoff_summary",
    "missed_questions", "parked_intents", "prompts", "question_cards", "slot_extraction",
    "slot_corrections", "slot_filling", "user_input",
    "slot_readers", "slot_types", "stale_answers", "state", "unasked_answers",
)  # fmt: skip
"""The modules that run flows, whatever they ask for."""

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")
YES_NO = (Option("true", "네"), Option("false", "아니요"))
QUESTIONS = (
    "pet",
    "seat",
    "guest",
    "pickup",
    "stop",
    "cab",
    "callback",
    "party",
    "backer",
    "clinic",
    "drop",
    "wish",
    "cargo",
)
WORDS = {f"ask_{slot}": f"{slot}?" for slot in QUESTIONS} | {"ask_extras": "고르세요", "all_plain": "그대로요"}
KO = Texts({**texts("ko").sections, "flows": {**texts("ko").sections["flows"], **WORDS}})


def step(slot: str, kind: SlotKind, label: str, **more: object) -> FlowStep:
    return FlowStep(slot, kind, label, f"ask_{slot}", allows_unknown="at_once", **more)  # type: ignore[arg-type]


TAXI = Flow(
    "반려동물 택시",
    "roadside",
    (
        step("pickup", "datetime", "타는 시각", aliases=("시각",)),
        step("stop", "place", "타는 곳", aliases=("타는 곳",)),
        step("cab", "plate", "차량번호", read_from=("plates",), aliases=("번호판",)),
        step("callback", "phone", "연락처", read_from=("phone",), aliases=("연락처",)),
        step("party", "number", "인원", aliases=("인원",)),
        step("backer", "insurer", "보험사"),
        step("clinic", "facility", "병원"),
        step("drop", "destination", "내리는 곳"),
        step("cargo", "noun", "짐", never_asked=True),
        step("seat", "choice", "자리", options=(Option("front", "앞자리"), Option("back", "뒷자리")), card="extras"),
        step("pet", "yes_no", "반려동물", options=YES_NO, aliases=("반려동물", "강아지"), card="extras"),
        step(
            "guest", "person", "타는 사람", options=(Option("self", "본인"), Option("spouse", "배우자")), card="extras"
        ),
        step("wish", "text", "부탁", narrative=True, when={"pet": ("true",)}),
    ),
    cards={"extras": QuestionCard("ask_extras", "all_plain", "all_plain")},
)
ANSWERS = {
    "pickup": ("어제 저녁 7시 반이요", "2026-11-21T19:30+09:00"),
    "stop": ("강남역 사거리요", "강남역 사거리"),
    "cab": ("12가 3456이에요", "12가3456"),
    "callback": ("010-1234-5678입니다", "01012345678"),
    "party": ("두 명이요", "2"),
    "backer": ("삼성화재요", "삼성화재"),
    "clinic": ("강남세브란스요", "강남세브란스"),
    "drop": ("김포공항 국내선으로 가 주세요", "김포공항 국내선"),
    "wish": ("창문을 조금 열어 주세요", "창문을 조금 열어 주세요"),
}


def after_text(active: ActiveFlow, text: str) -> Transition:
    return continue_flow(TAXI, active, said(text, NOW), KO, NOW, bot_rules())


def begin() -> ActiveFlow:
    active = start_flow(TAXI, "taxi", UserInput(), KO, NOW, bot_rules()).active_flow
    assert active is not None
    return active


def at_the_card() -> ActiveFlow:
    active = begin()
    while not active.requested_card:
        active = after_text(active, ANSWERS[active.requested_slot][0]).active_flow or active
    return active


def strings(path: Path) -> set[str]:
    """The string constants of a module, without its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@pytest.mark.parametrize("module", ENGINE)
def test_the_engine_names_no_slot_and_no_intent(module: str) -> None:
    names = {step.slot for flow in flows().values() for step in flow.steps} | set(bot_rules().intents)
    path = Path(chalicelib.dialogue.__file__).with_name(f"{module}.py")
    assert strings(path) & (names - set(get_args(SlotKind)) - set(SLOT_TYPES)) == set()


def test_the_fixture_has_a_slot_of_every_type() -> None:
    assert {step.kind for step in TAXI.steps} == set(SLOT_TYPES)


def test_a_form_with_a_slot_of_every_type_is_filled_in_words() -> None:
    active = at_the_card()
    chosen = after_text(active, "뒷자리요. 강아지 있어요. 아내예요").active_flow
    assert chosen is not None
    assert chosen.requested_slot == "wish"
    summary = after_text(chosen, ANSWERS["wish"][0])
    assert isinstance(summary.messages[-1], Card)
    assert summary.active_flow is not None
    expected = {slot: value for slot, (_, value) in ANSWERS.items()}
    assert summary.active_flow.slots == expected | {"seat": "back", "pet": "true", "guest": "spouse"}
    assert continue_flow(TAXI, summary.active_flow, UserInput(button="flow:confirm"), KO, NOW, bot_rules()).finished


def test_a_card_leaves_unknown_what_nobody_touched_and_sets_the_likely_answers() -> None:
    active = at_the_card()
    shown = after_text(active, "?").messages[-1]
    assert isinstance(shown, Form)
    assert shown.requested_slots == ("seat", "pet", "guest")
    assert {field.value for field in shown.fields} == {""}, "nothing is chosen beforehand"
    touched = continue_flow(TAXI, active, UserInput(form_values={"pet": "false"}), KO, NOW, bot_rules()).active_flow
    assert touched is not None
    assert {slot: touched.slots[slot] for slot in shown.requested_slots} == {"seat": "", "pet": "false", "guest": ""}
    usual = after_text(active, "그대로요").active_flow
    assert usual is not None
    assert {slot: usual.slots[slot] for slot in shown.requested_slots} == {
        "seat": "front", "pet": "true", "guest": "self",
    }  # fmt: skip


def test_a_card_that_is_not_understood_twice_is_passed_over_with_the_words_kept() -> None:
    asked = after_text(at_the_card(), "그게 저 거시기")
    assert isinstance(asked.messages[-1], Form)
    assert asked.active_flow is not None
    over = after_text(asked.active_flow, "하 그것이 참")
    assert isinstance(over.messages[0], Text)
    assert over.messages[0].text.startswith(KO.render("flows", "passed_over"))
    assert over.active_flow is not None
    assert {over.active_flow.slots[slot] for slot in ("seat", "pet", "guest")} == {""}
    assert any(
        "그게 저 거시기 / 하 그것이 참" in kept for kept in (*over.active_flow.notes, *over.active_flow.slots.values())
    )


def test_every_message_is_read_against_every_field() -> None:
    early = after_text(begin(), "어제 저녁 7시 반이고 연락처는 010-1234-5678이에요, 번호판은 12가3456").active_flow
    assert early is not None
    assert early.slots == {
        "pickup": "2026-11-21T19:30+09:00", "callback": "01012345678", "cab": "12가3456",
    }  # fmt: skip
    unknown = after_text(early, "강남역이요").active_flow
    late = after_text(
        after_text(unknown or early, "모르겠어요").active_flow or early, "아 인원은 세 명이에요"
    ).active_flow
    assert late is not None
    assert late.slots["party"] == "3"


def test_a_question_is_asked_in_simpler_words_then_passed_over_with_the_words_kept() -> None:
    flow = Flow(TAXI.title, TAXI.queue, (step("cab", "plate", "차량번호", ask_simply="ask_pet"), *TAXI.steps[4:6]))
    active = start_flow(flow, "taxi", UserInput(), KO, NOW, bot_rules()).active_flow
    shown: list[str] = []
    for words in ("빨간 차", "큰 차요", "파란 줄무늬"):
        assert active is not None
        transition = continue_flow(flow, active, said(words, NOW), KO, NOW, bot_rules())
        active, body = transition.active_flow, transition.messages[-1]
        assert isinstance(body, Text)
        shown.append(body.text)
    assert shown[0].startswith(KO.render("flows", "bad_plate"))
    assert shown[1] == WORDS["ask_pet"]
    assert shown[2].startswith(KO.render("flows", "passed_over"))
    assert active is not None
    assert active.slots == {"cab": ""}
    assert active.notes == ("차량번호: 빨간 차 / 큰 차요 / 파란 줄무늬",)
    asked_back = continue_flow(flow, active, said("바나나", NOW), KO, NOW, bot_rules()).messages[-1]
    assert isinstance(asked_back, Text)
    assert f"intent:{bot_rules().agent_intent}" in [button.id for button in asked_back.buttons]
