"""The summary confirmed, and changed, in people's own words."""

import pytest

from chalicelib.dialogue.state import ActiveFlow, BotState
from tests.unit.dialogue.test_act_responses import ASKED, AT_NOW, KNOWN, reply_to

SLOTS = {slot: value for slot, value in KNOWN.items() if slot not in ("injured_count", "hospital")} | {
    "injured": "false",
    "phone": "01012345678",
}
CONFIRMS = """\
네 맞아요 · 고칠 거 없어요 · 이대로 접수해 주세요 · 문제없네요 · 확인했습니다
다 맞게 적혀 있어요 · 접수 부탁드립니다
오키 접수 ㄱㄱ · 그대로 진행해 주세요 · 진행해 주세요 · 틀린 데 하나도 없어요 · 내용 다 확인했고 맞습니다
이상 없음 · 완료요
맞심더 그대로 하이소 · 다 맞구먼유 · 네 보내주세요 · looks good to me · yes, everything is correct · submit it please"""
DOES_NOT = """\
접수 취소해 주세요 · 확인해 볼게요 · 이상해요 · 접수번호 알려주세요 · 맞는지 모르겠어요
다 틀렸어요 · 문제 있어요
맞긴 한데 시간이 달라요 · 수정할 거 있어요 · 보내지 마세요 · 접수하면 보험료 오르나요? · 아직 확인 못 했어요
진행 상황이 궁금해요
그대로 두지 말고 고쳐 주세요 · 끝이 이상해요 · 저장만 하고 나중에 할게요 · 접수 안 할래요 · is this correct?"""


def at_summary() -> BotState:
    return BotState(active_flow=ActiveFlow("accident_report", AT_NOW, SLOTS, "", started_at=1, asked_slots=ASKED))


def ways(lines: str) -> list[str]:
    return [way for line in lines.splitlines() for way in line.split(" · ")]


@pytest.mark.parametrize("way", ways(CONFIRMS))
def test_a_summary_is_confirmed_in_own_words(way: str) -> None:
    assert reply_to(at_summary(), way).state.completed_flow is not None


@pytest.mark.parametrize("way", ways(DOES_NOT))
def test_what_is_no_confirmation_registers_nothing(way: str) -> None:
    assert reply_to(at_summary(), way).state.completed_flow is None


@pytest.mark.parametrize(
    "way, slot",
    [("보험사 바꿔주세요", "counterparty_insurer"), ("장소 좀 바꿔줘", "place"), ("시간이 틀려요", "occurred_at")],
)
def test_what_is_wrong_is_asked_again_and_nobody_is_called(way: str, slot: str) -> None:
    state = reply_to(at_summary(), way).state
    assert state.handoff is None
    assert state.active_flow is not None
    assert state.active_flow.requested_slot == slot
