"""Short answers in dialect and with slips, to each question that takes a yes or a no."""

from __future__ import annotations

import pytest

from chalicelib.nlu.people_counts import extract_people_count
from chalicelib.nlu.slot_answers import extract_driver, extract_yes_no_answer

SLOTS = ["injured", "police_reported", "dashcam", "drivable"]
NO = [
    *[
        "아니요",
        "아뇨",
        "ㄴㄴ",
        "ㄴ",
        "노노",
        "아녀",
        "아니여",
        "아녀라",
        "아녀유",
        "아니유",
        "아니라예",
        "아니우다",
        "아입니더",
    ],
    *[
        "아닌디",
        "안 그래유",
        "없어요",
        "업서요",
        "업써",
        "엄서요",
        "엇어요",
        "읎어유",
        "읍어유",
        "없슈",
        "없쥬",
        "없어라",
        "없당께",
    ],
    *["없심더", "없우다", "어수다", "없다카이"],
]
YES = [
    *[
        "네",
        "넹",
        "네네",
        "ㅇㅇ",
        "ㅇㅋ",
        "ㅔ",
        "옙",
        "응",
        "어",
        "예",
        "야",
        "그려",
        "그려유",
        "그라제",
        "그라지라",
        "그렇당께요",
    ],
    *[
        "그럼유",
        "맞당께",
        "맞아유",
        "맞심더",
        "하모",
        "하모예",
        "기여",
        "있어라",
        "있당께",
        "있심더",
        "있쥬",
        "있슈",
        "잇어여",
    ],
    *["있지라", "있제", "이수다"],
]
NEITHER = [
    "네 말씀하세요",
    "네 끊었습니다 계속할게요",
    "네 이번 거만 접수하면 됩니다",
    "네 여보세요",
    "네 듣고 있어요",
    "네 계속하세요",
    "네 다시 왔어요",
    "예 물어보이소",
]


@pytest.mark.parametrize("slot", SLOTS)
def test_yes_and_no_are_understood_in_any_dialect(slot: str) -> None:
    assert {said: extract_yes_no_answer(slot, said, None) for said in NO} == dict.fromkeys(NO, False)
    assert {said: extract_yes_no_answer(slot, said, None) for said in YES} == dict.fromkeys(YES, True)


@pytest.mark.parametrize("slot", [*SLOTS, "tow_needed"])
def test_words_about_going_on_answer_nothing(slot: str) -> None:
    assert {said: extract_yes_no_answer(slot, said, None) for said in NEITHER} == dict.fromkeys(NEITHER)


@pytest.mark.parametrize(
    "said, injured",
    [
        ("저만 살짝요", True),
        ("지가유", True),
        ("저랑 아내요", True),
        ("조수석에 탄 친구가 조금", True),
        ("애들 둘이요", True),
        ("가족 셋 다요", True),
        ("목이 좀", True),
        ("할머니 발등이요", True),
        ("놀라기만 했어요", False),
        ("살짝 놀랐어요", False),
        ("다들 놀라기만", False),
        ("개안심더", False),
        ("괘안습니더", False),
        ("일없슴다", False),
        ("암시랑토 안혀라", False),
        ("성합니다 다들", False),
    ],
)
def test_who_is_hurt_is_a_yes_and_shock_alone_is_none(said: str, injured: bool) -> None:
    assert extract_yes_no_answer("injured", said, None) is injured


@pytest.mark.parametrize(
    "said, count",
    [
        ("저만 살짝요", 1),
        ("저랑 아내요", 2),
        ("애들 둘이요", 2),
        ("가족 셋 다요", 3),
        ("저 하나예", 1),
        ("저랑 뒤에 탄 아들요", 2),
    ],
)
def test_the_injured_are_counted(said: str, count: int) -> None:
    assert extract_people_count(said) == count


@pytest.mark.parametrize(
    "said, who",
    [
        ("지가유", "self"),
        ("저유", "self"),
        ("나여", "self"),
        ("나가 운전해수다", "self"),
        ("내가 몰았심더", "self"),
        ("마누라가유", "spouse"),
        ("아덜이 했어유", "family"),
    ],
)
def test_the_driver_is_understood_in_dialect(said: str, who: str) -> None:
    assert extract_driver(said) == who


@pytest.mark.parametrize(
    "slot, said, answer",
    [
        ("dashcam", "있는데 아직 못봤어요", True),
        ("dashcam", "블랙박스는 있는데 영상 확인은 아직입니다", True),
        ("dashcam", "있긴 한데 확인 안 해봤어요", True),
        ("dashcam", "있는데 꺼져 있었어요", False),
        ("dashcam", "없는데 옆 가게 CCTV는 있어요", False),
        ("dashcam", "아직 못 봤어요", None),
        ("drivable", "움직이긴 하는데 소리가 나요", True),
        ("drivable", "시동은 걸리는데 못 움직이겠어요", False),
        ("police_reported", "불렀는데 아직 안 왔어요", True),
        ("injured", "다친 데는 없는데 내일 병원은 가 보려고요", None),
    ],
)
def test_an_answer_stays_beside_its_afterthought(slot: str, said: str, answer: bool | None) -> None:
    assert extract_yes_no_answer(slot, said, None) is answer
