"""Answers to the questions of the card, of tow and injuries in people's own words, as a person on the card chooses."""

from datetime import datetime

import pytest

from chalicelib.content.configuration import flows
from chalicelib.dialogue.slot_extraction import answer_of_clauses
from chalicelib.nlu import read_message

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")

ANSWERS = {
    "dashcam": {
        "true": [
            "사위가 하나 달아줬어요",
            "상시녹화로 있습니다",
            "2채널 장착",
            "영상은 따로 뽑아놨어요",
            "있다 아이가",
            "앞뒤로 다 됩니다",
            "보유함",
        ],
        "false": [
            "있긴 한데 꺼져 있었어요",
            "달긴 했는데 전원이 나갔어요",
            "영상이 다 지워졌어요",
            "지난달에 뗐어요",
            "블박 ㄴㄴ",
            "있는데 녹화가 안 됐어요",
        ],
    },
    "police_reported": {
        "true": [
            "교통순찰대에 신고 완료",
            "조사 다 받았습니다",
            "벌써 신고 들어갔어요",
            "경찰이 와서 확인하고 갔어요",
            "신고한 상태예요",
        ],
        "false": [
            "그런 걸로 무슨 경찰을 불러요",
            "할까 말까 고민 중입니다",
            "보험사에만 말했어요",
            "경찰 부를 일은 아니잖아요",
            "미신고",
        ],
    },
    "drivable": {
        "true": ["잘 가라", "운행된답니다", "그거 타고 퇴근했어요", "살살 몰면 탈 만해요", "차는 말짱혀요"],
        "false": ["안 되죠 물에 다 잠겼는데", "전손이래요", "시동 자체가 안 돼요", "엔진이 꺼졌습니다", "다 탔어요"],
    },
    "tow_needed": {
        "true": ["해주셔야 할 것 같네요", "와서 좀 끌어가 주쇼", "보내 줍서"],
        "false": ["불요", "몰고 갈게요", "견인은 무슨, 필요없어", "차가 없는데요", "견인 안 해요"],
    },
    "driver": {
        "self": ["나여라", "나지 누구여", "내가 몰았지 누가 몰아", "내가 했지 누가 했겠어"],
        "spouse": ["애들 아빠가 운전했어요", "안식구가 몰았소"],
        "family": ["딸 녀석이 끌고 나갔어요", "아들놈이 몰았네", "시어머니께서요"],
        "other": ["대리 기사요", "탁송 기사님이요", "발렛 기사가 몰았어요"],
        "nobody": ["차에 사람 없었어요", "세워둔 차였어요"],
    },
    "injured": {
        "true": ["저랑 남편 두 명이요", "청년 한 분이요", "할아버지가 넘어지셨어요", "목이 뻣뻣해요", "아가씨 한 명예"],
        "false": [
            "다친 사람은 양쪽 다 없습니다",
            "다친 분은 저희도 상대도 없어요",
            "이상무",
            "사람은 말짱해요",
            "나는 원래 튼튼해",
            "다친 건 차밖에 없어요",
        ],
    },
}


@pytest.mark.parametrize(
    "slot, wanted, said",
    [
        (slot, value, words)
        for slot, by_value in ANSWERS.items()
        for value, lines in by_value.items()
        for words in lines
    ],
)
def test_an_answer_in_own_words_is_read(slot: str, wanted: str, said: str) -> None:
    step = next(step for step in flows()["accident_report"].steps if step.slot == slot)
    reading = read_message(said, NOW)
    assert answer_of_clauses(step, reading.clauses, reading, {}) == wanted
