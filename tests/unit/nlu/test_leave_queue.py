"""Requests to leave the queue, and other cancellations."""

from datetime import datetime

import pytest

from chalicelib.nlu import read_message
from chalicelib.nlu.leave_queue import wants_to_leave_queue

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")
BARE = """취소 · 취소요 · 취소할게요 · 취소할게요. · 취소해 주세요 · 취소해주세요 · 네 취소할게요
그냥 취소할래요 · 아니에요 됐어요 · 됐어요 · 됐어요 괜찮아요 · 괜찮아요 됐어요 · 됐습니다
회의 들어가야 돼서 나중에 할게요 · 운전 중이라 이따 다시 할게요 · 급한 일이 생겨서 취소할게요
그만할게요 · 안 할래요 · 나중에 다시 할게요 · 다음에 할게요 · 내일 다시 연락할게요
취소 좀 해줘 · 취소 할게여 · 취소할개요 · ㅊㅟ소할게요 · 취소할랍니다 · 아니다 취소할게요 · 관둘게요
해결됐어요 취소할게요 · 해결됐으니까 취소해주세요 · 너무 오래 걸려서 그만할래요 · 이제 필요 없어요
전화로 할게요 · 그냥 전화할게요 · 괜찮아요 안 해도 돼요 · 취소할게요 감사합니다 · I want to cancel
I'll call instead · never mind, thanks · 죄송하지만 취소할게요
cancel · Cancel please · never mind · Nevermind · forget it"""
NAMED = """대기 취소할게요 · 대기 취소 · 상담 취소할게요 · 상담원 연결 취소해 주세요 · 연결 취소해주세요
안 기다릴게요 · 기다리지 않을게요 · 그만 기다릴래요 · 이제 그만 기다릴게요 · 더 이상 안 기다릴래요
상담원 필요 없어요 · 상담원 필요없어요 · 상담사 안 불러 주셔도 돼요 · 상담원 연결 안 해주셔도 돼요
상담 안 받아도 돼요 · 연결하지 마세요 · 안 기다려도 될 것 같아요 · 고만 기다릴라요 · 줄에서 빼주세요
여기서 나갈래요 · 대기열에서 빼주세요 · no longer need an agent · 이제 상담원은 필요 없어요
그냥 안 기다릴게요! · 기다리는 거 취소할게요 · stop waiting
I don't want to wait anymore · I don't need an agent · leave the queue · Cancel the waiting"""
NEITHER = """접수 취소해 주세요 · 보험 취소할게요 · 계약 취소하고 싶어요 · 출동 취소해 주세요 · 예약 취소할게요
이의 제기 취소 · 자동이체 취소해 주세요 · 취소하지 마세요 · 취소 안 할게요 · 취소하면 환불되나요?
기다릴게요 · 계속 기다릴게요 · 얼마나 기다려요? · 그만 기다리게 해 주세요 · 더는 못 기다리겠어요
상담원 연결해 주세요 · 상담원이 필요해요 · 괜찮아요 · 네 괜찮아요 · 네 · 감사합니다 · 접수 됐어요?
다 됐어요? · cancel my policy · cancel my claim · please cancel the tow truck · I can't wait
접수 취소할게요 · 운전자 추가한 거 취소해주세요 · 렌트 취소할게요 · 가입 취소요 · 취소 안 할 거예요 기다릴게요
취소하지 말고 기다릴게요 · 전화해 주세요 · 나갔어요 · I'll wait · 안 기다려도 되나요? · 견인 안 해도 돼요"""


def phrases(many: str) -> list[str]:
    return [phrase.strip() for line in many.splitlines() for phrase in line.split("·")]


@pytest.mark.parametrize("words", phrases(NAMED))
def test_leaving_the_queue_is_detected(words: str) -> None:
    assert wants_to_leave_queue(read_message(words, NOW), in_form=False)
    assert wants_to_leave_queue(read_message(words, NOW), in_form=True)


@pytest.mark.parametrize("words", phrases(BARE))
def test_a_bare_cancel_means_an_active_form(words: str) -> None:
    assert wants_to_leave_queue(read_message(words, NOW), in_form=False)
    assert not wants_to_leave_queue(read_message(words, NOW), in_form=True)


def test_a_long_message_does_not_leave_the_queue_and_is_read_quickly() -> None:
    assert not wants_to_leave_queue(read_message("죄송한데" * 400 + "보험이요", NOW), in_form=False)


@pytest.mark.parametrize("words", phrases(NEITHER))
def test_other_cancellations_do_not_leave_the_queue(words: str) -> None:
    assert not wants_to_leave_queue(read_message(words, NOW), in_form=False)
