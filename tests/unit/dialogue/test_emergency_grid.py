"""Danger to people: words of danger × negation × tense × position in a list × place, both ways.

A danger that goes on raises an alarm whatever else is denied beside it. A danger that is denied, over, another's or a
manner of speaking raises none.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import product

import pytest

from chalicelib.content.configuration import bot_rules
from chalicelib.content.josa import josa_after
from chalicelib.dialogue.emergency_detection import detect_emergency, downgrade_emergency, suspects_emergency
from chalicelib.dialogue.stranded import is_stranded_in_traffic
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu.reading import read_message

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")
RULES = bot_rules()

BURNS = [
    "보닛에서 연기가 나요",
    "차에 불이 났어요",
    "엔진룸에서 불꽃이 튀어요",
    "기름이 계속 새요",
    "가스 냄새가 심하게 나요",
]
HURTS = [
    *[
        "사람이 다쳤어요",
        "머리에서 피가 많이 나요",
        "동승자가 의식이 없어요",
        "차 안에 사람이 갇혔어요",
        "다리가 끼었어요",
    ],
    *["숨을 못 쉬겠어요", "아이가 안 움직여요", "운전자가 기절했어요", "허리를 다쳐서 못 움직이겠어요"],
]
STANDS = [
    "고속도로 1차로에 차가 멈췄어요",
    "터널 안에서 시동이 꺼져서 서 있어요",
    "갓길에 서 있는데 차들이 쌩쌩 달려요",
]
BESIDE_BURNS = [
    "{}",
    "다친 사람은 없는데 {}",
    "{} 다친 사람은 없어요",
    "사람은 괜찮은데 {}",
    "강남역 사거리에서 사고 났는데 {}",
    "견인은 필요 없고 {}",
    "어제 정비받은 차인데 지금 {}",
    "피 나는 사람이나 갇힌 사람은 없고요 {}",
]
BESIDE_HURTS = [
    "{}",
    "연기나 불 같은 건 없는데 {}",
    "{} 불은 안 났어요",
    "기름 새는 것도 없고 차는 괜찮은데 {}",
    "방금 중부고속도로에서 사고 났는데 {}",
    "경찰은 불렀고 {}",
    "저는 멀쩡한데 {}",
]
BESIDE_STANDS = [
    "{}",
    "다친 사람은 없고 {}",
    "불이나 연기는 없는데 {}",
    "어제 정비받았는데 {}",
    "지난주에 배터리 갈았는데 {}",
]

NOUNS = [
    "연기",
    "불",
    "불꽃",
    "기름 새는 것",
    "가스 냄새",
    "다친 사람",
    "피 나는 사람",
    "갇힌 사람",
    "의식 잃은 사람",
    "폭발 위험",
]
DENIALS = [
    "{0}{or_0} {1} 같은 건 없고 {2}도 없어요",
    "{0} 없고 {1} 없고 {2} 없습니다",
    "{0}, {1}, {2} 다 없어요",
    "{0}도 {1}도 {2}도 없고요",
    "{0}{or_0} {1} 그런 건 전혀 안 보이고 {2}도 없음",
    "{0} {1} {2} 이런 거 하나도 없슴다",
]
AROUND = ["뒤차가 박았는데 {}", "{} 차만 찌그러졌어요", "30분 전에 안성휴게소 진입로에서 추돌사고 났습니다. {}", "{}"]
OVER = [
    "어제 차에 불이 났는데 다 꺼졌어요",
    "어제 저녁에 엔진룸에서 연기가 나더니 불이 났는데 소방서에서 와서 다 껐어요",
    "아까 머리를 부딪혔는데 지금은 멀쩡해요",
    "에어백 터져서 연기 같은 게 났는데 괜찮아요",
    "어제 사고로 보닛에서 연기가 났었어요",
    "지난주에 사고 나서 다리가 부러졌는데 지금은 퇴원했습니다",
    "사고 났을 때 피가 좀 났는데 병원에서 치료받고 집에 왔어요",
    "그저께 차가 물에 잠겼는데 견인해서 공업사에 있어요",
    "아까 연기가 났는데 소방차가 와서 다 껐어요",
    "옆 차에서 연기가 났었는데 지금은 괜찮아요",
    "주차장에 불이 났었는데 진화됐고 제 차가 그을렸어요",
    "사고 직후에 의식을 잃었었는데 지금은 멀쩡해요 어제 일이에요",
    "작년에 사람이 다친 사고 때문에 그러는데요",
    "지난달에 크게 다쳐서 입원했다가 지난주에 퇴원했어요",
    "어제 고속도로에서 시동이 꺼졌었는데 견인했어요",
    "어제저녁에 터널에서 차가 멈췄다가 다시 출발했어요",
]
FLOODS = [
    "물이 차서 차가 잠겼어요",
    "물이 들어와서 시트까지 찼어요",
    "강물이 불어서 차가 떠내려갔어요",
    "흙탕물이 들이쳐서 시동이 안 걸려요",
]
FLOODED_BEFORE = ["어제 {}", "밤새 주차장에 {}", "둔치에 세워둔 트럭인데 {}", "{} 지금은 공업사에 있어요"]
FLOODED_NOW = [
    "{} 차에 갇혔어요",
    "{} 문이 안 열려요",
    "어제부터 비가 왔는데 지금 {}",
    "세워둔 차에 애가 타고 있는데 {}",
]
FALLEN = [
    "화물차에서 각목이 떨어져서 범퍼가 깨졌어요",
    "건물에서 물건이 떨어져서 차가 찌그러졌어요",
    "강풍에 떨어진 간판이 지붕을 찍었어요",
    "가로수가 쓰러져서 세워둔 차를 덮쳤어요",
    "어젯밤 옆 건물 불이 번져서 세워둔 차가 탔어요",
    "커브를 도는데 반대편 차가 넘어와서 부딪혔어요",
]
OTHERS = [
    "길이 막혀서 차들이 다 서 있는데 뒤에서 쿵 했어요",
    "앞에 사고 난 차에서 연기 났었대요 그래서 정체 중에 받혔어요",
    "반대편 차선에 트럭이 서 있던데 그거 피하다가 긁었어요",
    "앞차가 고속도로에서 갑자기 멈춰서 제가 박았어요",
    "연기 나는 앞차 때문에 급정거했는데 뒤차가 박았어요",
    "고라니가 제 차에 치여서 죽었어요 범퍼도 깨졌고요",
    "길에 누워 있던 개를 밟았어요",
    "앞유리에 성에가 잔뜩 꼈어요",
    "보닛서 불이 나가 119가 와가 껐심더",
    "비탈에 세워둔 차가 굴러서 전봇대를 박았어요 안에 아무도 없었어요",
    "뉴스에서 전기차에 불 났다던데 그것도 보상되나요",
]
MANNER = [
    "짜증나 못살겠네",
    "아니 진짜 짜증나서 못살겠네 신호대기하는데 뒤에서 쳐박고는 난리예요",
    "다친 사람은 없고 열받아 죽겠어요",
    "답답해 죽겠네 왜 이렇게 안 돼요",
    "속 터져 죽겠어요 빨리 좀 해주세요",
    "더워 죽겠는데 언제 와요",
    "너무 놀라서 심장이 떨어지는 줄 알았어요",
    "상대방이 불같이 화를 내요",
    "미치고 팔짝 뛰겠네",
    "보험료 때문에 숨이 막혀요",
    "무서워 죽는 줄 알았네 차만 긁혔어요",
    "피 말리게 하지 말고 빨리 접수해 주세요",
]
NEEDLESS = [
    "구급차까지는 필요 없고 보험만 접수해 주세요",
    "119 부를 정도는 아니에요 살짝 긁혔어요",
    "구급차는 됐고요 렌트카만 해 주세요",
    "119는 안 불러도 될 것 같아요",
    "응급실 갈 정도는 아니고 목이 조금 뻐근해요 뒤차가 받았어요",
    "병원 갈 정도 아니에요 놀라기만 했어요",
]


RAILS = [
    "기차역 건널목 지나서 뒤차가 박았어요",
    "철길 옆 골목에서 문을 긁혔어요",
    "기찻길 건너자마자 접촉사고가 났어요",
]
TURNING = [
    "우회전하려고 멈춰 있는데 자전거가 옆을 긁고 갔어요",
    "유턴하려고 서 있는데 배달 오토바이가 미러를 치고 넘어졌어요",
    "신호 받고 서 있는데 택시가 뒤에서 받았어요",
    "삼거리에 서 있는데 옆차가 밀고 들어왔어요 문이 긁혔어요",
]
BEFORE_ALL_CLEAR = [
    "에어백 터질 때 연기가 났다가 금방 없어졌어요 차만 부서졌어요",
    "엔진에 불이 났는데 소방관이 와서 꺼줬어요",
    "옆 가게에서 불이 나서 세워 둔 제 차 앞이 그을렸습니다 화재는 소방대가 와서 완전히 진화됐고 다친 사람은 없습니다",
    "그저께 달리다가 보닛에 불이 붙어서 소방차가 와서 다 껐고 차는 정비소에 있습니다",
    "밤사이 주차해 둔 차가 잠겼다가 아침에 물이 빠졌어요",
    "그저께 저녁에 물이 차올라서 시동이 안 걸려요 마당에 세워둔 차예요",
    "머리를 부딪혔는데 CT 결과 이상 없대요 뒤차가 박은 사고예요",
    "브레이크가 밀려서 앞차를 들이받았어요 다친 사람은 없고요",
    "산비탈에서 바위가 굴러내려 지붕을 찍었어요 다들 멀쩡해요",
    "담벼락이 무너져서 차가 깔렸어요",
    "구급차하고 부딪혔어요 다친 데는 없어요",
    "불난 줄 알았는데 수증기였어요",
    "쓰러진 고라니를 피하다가 가드레일을 긁었어요",
    "뒷문이 안 열려요 찌그러졌어요",
    "열쇠를 차 안에 두고 문을 닫았어요",
]
HURT_MILDLY = [
    "횡단보도에서 할머니 손목을 거울로 쳤는데 손목이 아프시대요",
    "자전거 학생이랑 부딪혔는데 팔꿈치가 까졌대요",
    "킥보드 타던 분이 넘어져서 무릎에 멍이 들었어요 사고 접수요",
    "오토바이랑 접촉사고요 그분 발목을 삐었대요 병원 가신대요",
    "보행자랑 부딪혔는데 119가 와서 모셔 갔어요 다리가 좀 아프대요",
]
LEAVES = [
    "운전 중이라니까요 이따가요",
    "지금 운전 중이에요",
    "고속도로 운전 중이라 이따 할게요",
    "급한 일 생겨서 나중에 할게요",
]
UNSURE = [
    "타는 냄새가 좀 났어요",
    "아까 휘발유 냄새가 살짝 났거든요",
    "배터리에서 뜨거운 열이 나요",
    "차 바닥이 뜨거워요",
    "바퀴 쪽에서 이상한 냄새가 났어요",
]


def raises_alarm(said: str) -> bool:
    reading = read_message(said, NOW)
    stranded = is_stranded_in_traffic(reading, lambda: (), {}, RULES)
    found = downgrade_emergency(reading, RULES)
    return detect_emergency(None, UserInput.of(reading, is_stranded=stranded), found, RULES) is not None


def _emergencies() -> Iterator[str]:
    for kind, beside in ((BURNS, BESIDE_BURNS), (HURTS, BESIDE_HURTS), (STANDS, BESIDE_STANDS)):
        yield from (frame.format(words) for words, frame in product(kind, beside))


def _denials() -> Iterator[str]:
    lists = [(NOUNS[i], NOUNS[i - 3], NOUNS[i - 7]) for i in range(len(NOUNS))]
    for nouns, denial, around in product(lists, DENIALS, AROUND):
        yield around.format(denial.format(*nouns, or_0=josa_after(nouns[0], "이나/나")))


@pytest.mark.parametrize("said", list(_emergencies()))
def test_an_emergency_that_goes_on_raises_an_alarm(said: str) -> None:
    assert raises_alarm(said)
    assert raises_alarm(said.replace(" ", ""))


def test_emergencies_denied_in_a_list_raise_none() -> None:
    assert [said for said in _denials() if raises_alarm(said)] == []


@pytest.mark.parametrize("around, alarm", [(FLOODED_BEFORE, False), (FLOODED_NOW, True)], ids=["before", "now"])
def test_a_flood_raises_an_alarm_while_somebody_is_in_it(around: list[str], alarm: bool) -> None:
    said = [frame.format(flood) for frame, flood in product(around, FLOODS)]
    assert [words for words in said if raises_alarm(words) is not alarm] == []


@pytest.mark.parametrize(
    "said",
    ["가로수가 쓰러져서 지나가던 사람을 덮쳤어요", "각목을 들고 내려서 제 차를 치고 있어요", "강에 차가 빠졌어요"],
)
def test_what_falls_or_is_swung_at_people_raises_an_alarm(said: str) -> None:
    assert raises_alarm(said)


@pytest.mark.parametrize(
    "said",
    [
        "건널목 한가운데서 시동이 꺼졌어요 기차가 와요",
        "철길에 바퀴가 끼여서 못 나가요",
        "지금 타는 냄새가 계속 나요",
        "꺼졌던 불이 다시 났어요",
        "보행자를 쳤는데 못 일어나요 팔이 아프대요",
        "119 좀 빨리 불러주세요",
        "사고 났는데 남편이 가슴을 부여잡고 있어요",
        "아이가 어지럽다더니 토했어요 방금 부딪혔거든요",
        "상대가 망치를 들고 내렸어요",
        "엄마가 아파서 꼼짝을 못하세요",
        "보닛에서 불기둥이 올라와요",
        "신호 받고 서 있다가 받혀서 지금 1차로에 서 있어요 차가 안 움직여요",
    ],
)
def test_what_lasts_or_is_severe_raises_an_alarm(said: str) -> None:
    assert raises_alarm(said)


@pytest.mark.parametrize("said", UNSURE)
def test_a_smell_that_was_there_and_heat_are_asked_about(said: str) -> None:
    reading = read_message(said, NOW)
    found = downgrade_emergency(reading, RULES)
    assert not raises_alarm(said)
    assert suspects_emergency(None, UserInput.of(reading), found, RULES)
    assert found.intent == "emergency"
    assert found.confidence < RULES.ask_danger_below


@pytest.mark.parametrize(
    "said",
    [*OVER, *OTHERS, *FALLEN, *MANNER, *NEEDLESS, *RAILS, *TURNING, *BEFORE_ALL_CLEAR, *HURT_MILDLY, *LEAVES],
)
def test_what_is_over_anothers_or_a_manner_of_speaking_raises_none(said: str) -> None:
    assert not raises_alarm(said)
