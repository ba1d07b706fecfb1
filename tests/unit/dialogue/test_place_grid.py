"""Places: places × endings × orders × ways of speaking, told by themselves and as an answer.

A place loses its endings. What is no place (a reason, a delay, a part of a car, a time) is never taken for one.
"""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.content.configuration import bot_rules, flows, texts
from chalicelib.dialogue.context import Context
from chalicelib.dialogue.policy import respond
from chalicelib.dialogue.state import ActiveFlow, BotState
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu.reading import read_message

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")

PLACES = [
    *[
        "강남역 사거리",
        "이마트 은평점 주차장",
        "올림픽대로 잠실대교 부근",
        "안산 반월공단 사거리",
        "저희 아파트 지하주차장",
    ],
    *["순천 아랫장 주차장", "대구 범어네거리", "서귀포 중문 천제연폭포 입구", "여수 엑스포역 앞", "청량리 경동시장 앞"],
    *["원주 기업도시 GS25 앞", "회사 주차장", "이태원 해밀톤호텔 앞", "농협 하나로마트 양재점", "길동사거리"],
    *["경부고속도로 부산방향 215km 지점", "중부고속도로 하행선 108.5킬로 지점", "영동고속도로 강릉방향 여주휴게소"],
    *["서해안고속도로 목포방향 133.7km 지점", "파주 운정호수공원 앞", "수원 인계동 CU 앞", "부산 서면 롯데백화점 앞"],
]
ENDINGS = [
    *[
        "",
        "요",
        "이요",
        "이에요",
        "이여",
        "이여라",
        "이어라",
        "이래요",
        "이라예",
        "인데예",
        "인데요",
        "입니다",
        "임다",
        "이라니까요",
    ],
    *[
        "이라고요",
        "이라구요",
        "에서요",
        "이었어요",
        "이구먼유",
        "이유",
        "이어유",
        "이우다",
        "이마씸",
        "이랑께요",
        "이지라",
        "이네요",
    ],
    *[
        "입니더",
        "이라",
        "이었습니다",
        " 쪽이요",
        "에서 났어요",
        "이었던 것 같아요",
        "이지 싶어요",
        "이거든요",
        "이더라고요",
        "이쥬",
        "이드래요",
    ],
]
SENTENCES = [
    "{}에서 뒤차가 제 차를 박았어요",
    "어제 저녁 7시에 {}에서 접촉사고 났어요",
    "뒤차가 박았어요 {}에서요",
    "오토바이랑 부딪혔는데 {}입니다",
    "방금 {} 사고 났어요",
    "{}서 누가 긁고 가부렀당께",
    "신호 대기하는데 뒤에서 쿵 했어요 {}이에요",
]
NO_PLACES = [
    *[
        "바빠서 이따 할게요",
        "지금 회의 들어가야 돼서 이따 할게요",
        "회의 들어가야 돼요",
        "운전 중이라 나중에요",
        "배터리가 없어서 이따요",
    ],
    *[
        "전화 왔어요 잠깐만요",
        "애 데리러 가야 해서요",
        "손님 와서요",
        "수업 중이에요",
        "밥 먹고 할게요",
        "지금 좀 그래요",
        "퇴근하고 다시 할게요",
    ],
    *[
        "문짝 앞쪽이요",
        "앞범퍼요",
        "조수석 뒷문짝 쪽이요",
        "뒷유리 위쪽",
        "보닛 위요",
        "왼쪽 사이드미러요",
        "운전석 뒤쪽이 찌그러졌어요",
    ],
    *["트렁크 아래쪽이에요", "오른쪽 휀다요", "바퀴 옆이요", "헤드라이트 밑이요"],
    *["비가 와서 미끄러졌어요", "앞이 안 보여서요", "졸아서요", "휴대폰 보다가요", "급하게 가다가요", "눈이 부셔서요"],
    *[
        "어제 3시요",
        "아까요",
        "방금이요",
        "지난주요",
        "몰라요",
        "기억이 안 나요",
        "아까 말했잖아요",
        "네",
        "아니요",
        "제가요",
        "ㅇㅇ",
    ],
    *[
        "길에서요",
        "도로 한가운데요",
        "차 안이요",
        "골목에서요",
        "교차로요",
        "무슨 말이에요",
        "왜요",
        "다음에 말할게요",
        "귀찮아요",
    ],
]


def joined(place: str, ending: str) -> str:
    """A place with an ending, which loses its 이 after a vowel."""
    open_end = ending.startswith("이") and (ord(place[-1]) - ord("가")) % 28 == 0
    return place + (ending[1:] if open_end and len(ending) > 2 else ending)


def read_place(said: str) -> str | bool | None:
    return read_message(said, NOW).entities.get("place")


def answered_place(said: str) -> str | None:
    """The place that the form has after an answer to its question for it."""
    asking = ActiveFlow("accident_report", int(NOW.timestamp() * 1000), {"injured": "false"}, "place")
    reading = read_message(said, NOW)
    context = Context(bot_rules(), flows(), texts("ko"), lambda: (), NOW, "contract")
    after = respond(BotState(active_flow=asking), UserInput.of(reading), reading.understood, context)
    active = after.state.active_flow or after.state.suspended_flow
    return active.slots.get("place") if active else None


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(ENDINGS))
def test_a_place_loses_its_ending(place: str, ending: str) -> None:
    assert answered_place(f"{place}{ending}") == answered_place(joined(place, ending)) == place


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(SENTENCES))
def test_a_place_is_found_in_what_people_tell(place: str, sentence: str) -> None:
    assert read_place(sentence.format(place)) == place


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(NO_PLACES), st.sampled_from(["", "음 ", "아 "]), st.sampled_from(["", ".", " ㅠㅠ", "~"]))
def test_what_is_no_place_is_not_taken_for_one(said: str, before: str, after: str) -> None:
    assert not answered_place(f"{before}{said}{after}")
    assert read_place(f"{before}{said}{after}") is None
