"""Words at a card of questions: all as usual, acts that close them, pauses."""

import pytest

from chalicelib.dialogue.state import ActiveFlow, BotState
from tests.unit.dialogue.test_act_responses import AT_NOW, CARD, FLOW, KNOWN, reply_to
from tests.unit.dialogue.test_policy import KO, texts_of

USUAL = {"driver": "self", "drivable": "true", "police_reported": "false", "dashcam": "true"}


def at_card() -> BotState:
    known = {slot: value for slot, value in KNOWN.items() if slot not in CARD}
    return BotState(
        active_flow=ActiveFlow(
            "accident_report", AT_NOW, known, CARD[0], started_at=1, requested_card=next(iter(FLOW.cards))
        )
    )


@pytest.mark.parametrize(
    "said", ["간호사가 왔어요 잠시만요", "손님이 들어왔어요 잠시만요", "사장님이 부르세요 잠시만 기다려 주세요"]
)
def test_a_pause_with_its_reason_answers_no_card(said: str) -> None:
    state = BotState(
        active_flow=ActiveFlow("accident_report", AT_NOW, {}, "", requested_card="circumstances", started_at=1)
    )
    after = reply_to(state, said)
    assert texts_of(after) == [KO.render("flows", "waiting")]
    assert after.state == state


@pytest.mark.parametrize("way", ["말하기 싫어요", "나중에 알려드릴게요", "아까 말했잖아요"])
def test_an_act_at_a_card_closes_all_of_its_questions(way: str) -> None:
    known = {slot: value for slot, value in KNOWN.items() if slot not in CARD}
    at_card = ActiveFlow("accident_report", AT_NOW, known, CARD[0], started_at=1, requested_card=next(iter(FLOW.cards)))
    active = reply_to(BotState(active_flow=at_card), way).state.active_flow
    assert active is not None
    assert {slot: active.slots.get(slot) for slot in CARD} == dict.fromkeys(CARD, "")
    assert set(active.unanswered) == set(CARD)
    named = reply_to(BotState(active_flow=at_card), "블랙박스는 나중에 알려드릴게요").state.active_flow
    assert named is not None
    assert set(named.unanswered) == {"dashcam"}


@pytest.mark.parametrize(
    "way, other",
    [
        *[(way, {}) for way in ("다 평소랑 똑같아요", "모두 보통이에요", "전부 그대로요", "네 일반적인 거예요")],
        *[(way, {}) for way in ("늘 하던 대로요", "특별한 거 없어요", "다 평소대로구먼유", "everything as usual")],
        ("블박만 없고 나머지는 평소대로예요", {"dashcam": "false"}),
        ("운전은 아내가 했고 나머진 다 보통이요", {"driver": "spouse"}),
    ],
)
def test_as_usual_is_read_in_own_words_also_of_the_rest(way: str, other: dict[str, str]) -> None:
    active = reply_to(at_card(), way).state.active_flow
    assert active is not None
    assert {slot: active.slots[slot] for slot in CARD} == USUAL | other


@pytest.mark.parametrize("way", ["다 맞아요", "네", "평소에 다니던 길이에요", "몰라요 다"])
def test_what_does_not_say_as_usual_chooses_nothing(way: str) -> None:
    active = reply_to(at_card(), way).state.active_flow
    assert active is not None
    assert not any(active.slots.get(slot) for slot in CARD)


@pytest.mark.parametrize(
    "way", ["제가 몰았고 시동은 걸리는데 바퀴가 안 굴러가요", "제가 운전했어요. 시동은 걸리지만 차가 못 움직여요"]
)
def test_what_states_an_answer_counts_before_what_hints_at_another(way: str) -> None:
    active = reply_to(at_card(), way).state.active_flow
    assert active is not None
    assert (active.slots["driver"], active.slots["drivable"]) == ("self", "false")
