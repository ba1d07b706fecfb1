"""The grammar of acts of the conversation, on a grid of reasons, heads, endings and ways of writing."""

from itertools import product

import pytest

from chalicelib.nlu.conversation_acts import read_conversation_acts
from chalicelib.nlu.text import clean_text, repair_typos

WHEN = (
    "이따", "이따가", "나중에", "조금 있다가", "좀 이따", "10분 뒤에", "한 시간 후에", "내일", "저녁에", "퇴근하고", "집에 가서",
    "끝나고", "밥 먹고", "애 재우고", "시간 될 때", "난중에",
)  # fmt: skip
WILL = ("할게요", "할께요", "다시 할게여", "마저 하겠습니다", "다시 올게요", "이어서 할래요", "할게유", "하께예", "해도 될까요?", "할랑게요")
REASONS = (
    "", "지금 회의 들어가야 돼서", "운전 중이라", "배터리가 없어서", "애 데리러 가야 해서", "손님이 와서", "지금 너무 바빠서",
    "머리가 아파서", "병원에 가야 해서", "시간이 늦었으니까",
)  # fmt: skip
DUTIES = ("회의", "미팅", "수업", "강의", "진료", "근무", "면접")
BUSY = ("{} 들어가야 돼요", "{} 중이에요", "{} 중이라서요", "지금 {} 중입니다", "{} 있어서요", "곧 {} 들어가야 합니다", "{} 시작해서요", "{}라서요")
LATER = (
    *(f"{reason} {when} {will}".strip() for reason, when, will in product(REASONS, WHEN, WILL)),
    *(way.format(duty) for way, duty in product(BUSY, DUTIES)),
    "지금은 좀 그래요", "지금은 좀 바빠요", "지금은 어려워요", "지금 못 해요", "운전 중이라", "폰 배터리가 3프로예요", "애기 픽업 가야 돼요",
    "오늘은 여기까지만 할게요", "이만 나가봐야 해요", "접수는 나중에 할게요", "나머지는 이따가요", "나중에요", "i'll do it later",
)  # fmt: skip
PAUSE = (
    *(f"{head}{tail}" for head, tail in product(
        ("잠깐만", "잠시만", "5분만", "전화 왔어요 잠깐만", "조금만"), ("요", "여", "유", " 기다려 주세요", "요 확인해 볼게요", " 기다려줘요"))),
    *(f"{what} {fetch}" for what, fetch in product(
        ("차 번호 좀", "남편한테", "블박 좀", ""), ("보고 올게요", "물어볼게요", "확인해 볼게요", "찾아볼게요", "찍어 올게요"))),
    "지금 전화 왔어요", "화장실 좀 다녀올게요", "택배 왔어요", "ㄱㄷ", "찾고 있어요", "hold on",
)  # fmt: skip
RESUME = (
    *(f"{done}{on}" for done, on in product(
        ("", "네 ", "다시 왔어요 ", "네 끊었습니다 ", "회의 끝났어요 ", "집에 도착했어요 ", "충전했어요 "),
        ("계속할게요", "계속하세요", "이어서 할게요", "마저 할게요", "진행해 주세요", "다시 시작하죠", "하던 거 계속할게요", "이제 할 수 있어요"))),
    "다시 왔어요", "돌아왔습니다", "저 왔어요", "통화 끝났어요", "어디까지 했죠?", "준비됐어요", "다음 질문 주세요", "다시 왔습니더", "i'm back",
)  # fmt: skip
ATTENTION = tuple(
    f"{lead}{head}"
    for lead, head in product(("", "네 ", "네네 ", "예 "), ("말씀하세요", "말씀해 주세요", "듣고 있어요", "물어보세요", "하세요", "얘기하이소"))
)
SAID_BEFORE = (
    *(f"{when} {verb}{end}" for when, verb, end in product(
        ("아까", "방금", "위에", "이미", "제가 아까", "처음에 다"), ("말했", "말씀드렸", "적었", "썼", "얘기했"),
        ("잖아요", "는데요", "어요", "습니다", "다니까요", "는디유"))),
    "말했잖아요", "위에 있잖아요", "위에 적은 대로요", "또 물어보네", "몇 번을 말해요", "왜 자꾸 같은 걸 물어봐요", "위와 같아요", "already told you",
)  # fmt: skip
WONT_TELL = (
    *(f"{topic}{tell}" for topic, tell in product(
        ("", "그건 ", "번호는 ", "연락처는 좀 "),
        ("말하기 싫어요", "알려드리기 그래요", "알려드리기 곤란해요", "말 안 할래요", "알려줄 수 없어요", "대답하고 싶지 않아요", "비밀이에요"))),
    "개인정보라서요", "굳이 말해야 하나요?", "노코멘트", "말 못 해요",
)  # fmt: skip
SKIP = (
    *(f"{topic}{head}" for topic, head in product(
        ("", "그건 ", "보험사는 "), ("넘어가 주세요", "넘어갈게요", "패스할게요", "나중에 알려드릴게요", "확인하고 알려드릴게요", "물어보고 말씀드릴게요"))),
    "패스", "건너뛸게요",
)  # fmt: skip
NONE_EXISTS = (
    *(f"{thing}{why}{none}" for thing, why, none in product(
        ("자전거", "벽", "경운기", "가드레일", "고라니", "임시번호", "전봇대"), ("라서 ", "라 ", "인데 ", "니까 "),
        ("번호가 없어요", "번호판이 없죠", "연락처가 없습니다", "아직 번호가 없어요"))),
    "기둥이라서요", "임시번호라서요", "상대가 없어요", "해당 없어요", "혼자 박은 거라 상대방이 없어요", "번호판이 아직 안 나왔어요",
)  # fmt: skip
REFUSE = ("싫어요", "안 할래요", "그냥 안 할게요", "됐어요", "이런 거 하기 싫어요", "안 한다고요", "안할랍니더")
STOP = (
    *(f"{what}{head}" for what, head in product(
        ("", "접수 ", "이제 ", "다 "), ("취소할게요", "그만할래요", "취소해 주세요", "그만하고 싶어요", "그만둘게요", "중단할게요", "그만할랍니더"))),
    "취소", "그만", "접수 안 할래요", "없던 일로 할게요", "됐어요 그만할게요", "cancel it please",
)  # fmt: skip
WAYS = {
    "pause": PAUSE, "later": LATER, "resume": RESUME, "attention": ATTENTION, "already_said": SAID_BEFORE,
    "wont_tell": WONT_TELL, "skip": SKIP, "none_exists": NONE_EXISTS, "refuse": REFUSE, "stop": STOP,
}  # fmt: skip

NO_ACT = (
    "나중에 알고 보니 범퍼가 깨졌어요", "이따금 소리가 나요", "회의 끝나고 나오다가 박았어요", "경찰은 나중에 온대요", "병원은 이따 갈게요",
    "경찰 신고는 나중에 할게요", "블박은 나중에 보내드릴게요", "운전 중이었어요", "퇴근하다가 박혔어요", "애 데리러 가다가 박았어요", "어제 저녁에요",
    "통화하느라 못 봤어요", "배터리가 나가서 시동이 안 걸려요", "잠시 정차 중이었어요", "상대방이 말했어요", "보험사에 이미 신고했어요", "경찰 왔어요",
    "왔어요", "병원 다녀왔어요", "강남역이요", "네", "없어요", "모르겠어요", "12가3456이요", "어제 오후 3시쯤이요", "아침에요", "퇴근길에요",
    "계속 아파요", "다시 시동 걸리네요", "저녁 먹고 나오다가요", "위에서 돌이 떨어졌어요", "견인 필요없어요", "신고 안 했어요", "신고 안 할래요",
    "회의실 앞 주차장이요", "다음 사거리에서요", "좀 있다가 경찰이 왔어요", "나중에 목이 아팠어요", "바빠서 신고를 못 했어요", "기둥에 박았어요",
    "자전거랑 부딪혔어요", "기둥이요", "나중에 병원에서 염좌라고 했어요", "화장실 다녀온 사이에 긁혔어요", "전화 받다가 앞차를 박았어요", "택배차가 박았어요",
    "블박 확인해 보니까 찍혔어요", "물어보니 삼성화재래요", "연락처를 안 줬어요", "상대가 말 안 해줬어요", "이제 괜찮아요", "지금은 괜찮아요",
    "지금 갓길에 있어요", "시간이 없어서 사진을 못 찍었어요", "한 시간 뒤에 견인차가 왔어요", "상대가 이따 연락 준대요", "보험 취소됐어요",
    "싫다고 하더라고요 상대가", "남편이 운전했어요", "혼자요", "저녁에 병원 가려고요", "내일 아침에 수리 맡기려고요",
)  # fmt: skip


def _read(text: str):
    return read_conversation_acts(repair_typos(clean_text(text)))


@pytest.mark.parametrize("act", WAYS)
def test_an_act_is_read_in_every_way_of_saying_it_and_without_its_blanks(act: str) -> None:
    missed = [
        text
        for said in WAYS[act]
        for text in (said, said.replace(" ", ""), f"{said} ㅠㅠ", f"네. {said}!!")
        if act not in _read(text).acts or _read(text).rest
    ]

    assert len(missed) <= len(WAYS[act]) * 4 * 0.01, missed[:20]


def test_a_sentence_about_the_accident_is_no_act() -> None:
    assert [said for said in NO_ACT if _read(said).acts] == []


@pytest.mark.parametrize(
    ("text", "acts", "rest"),
    [
        ("강남역 사거리라니까요", ("already_said",), "강남역 사거리"),
        ("다친 사람 없다니까요", ("already_said",), "다친 사람 없다"),
        ("아까 말했잖아요 어제 세시요", ("already_said",), "어제 세시요"),
        ("강남역이요. 지금 회의 들어가야 돼서 이따 할게요", ("later",), "강남역이요."),
        ("잠깐만요 3시가 아니라 4시요", ("pause",), "3시가 아니라 4시요"),
        ("다시 왔어요 강남역이요", ("resume",), "강남역이요"),
        ("아니요 이따 할게요", ("later",), ""),
        ("네 끊었습니다 계속할게요", ("resume",), ""),
        ("뒤차가 박아서 정신이 없어서 이따 할게요", ("later",), "뒤차가 박아서 정신이 없어서"),
    ],
)
def test_the_facts_beside_an_act_are_the_rest(text: str, acts: tuple[str, ...], rest: str) -> None:
    reading = _read(text)

    assert (reading.acts, reading.rest) == (acts, rest)
