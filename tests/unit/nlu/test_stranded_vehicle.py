"""Texts about a car that stands in traffic, and similar ones that are not."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.content.configuration import bot_rules
from chalicelib.dialogue.emergency_detection import detect_emergency, downgrade_emergency
from chalicelib.dialogue.safety_rules import EmergencyKind
from chalicelib.dialogue.slot_filling import UserInput
from chalicelib.dialogue.stranded import is_stranded_in_traffic
from chalicelib.nlu import read_message
from chalicelib.nlu.stranded_vehicle import (
    StrandedEvidence,
    detects_stranded_vehicle,
    extract_stranded_evidence,
    is_fast_road,
)

STRANDED = """
차가 안 움직여요 견인차 불러주세요 영동고속도로 갓길이에요
영동고속도로 갓길인데 차가 섰어요
고속도로에서 시동이 꺼졌어요
고속도로 갓길에서 배터리가 방전됐어요
올림픽대로 한가운데 차가 멈췄어요
강변북로 2차로에서 차가 퍼졌어요
내부순환로에서 차가 안 움직여요
터널 안에서 시동이 안 걸려요
성산대교 위에서 차가 멈췄습니다
신갈JC 부근에서 타이어가 터졌어요
동수원IC 나가는 길에 차가 섰습니다
교차로 한복판에서 차가 멈췄어요
사거리 한가운데서 시동이 꺼졌는데 어떻게 해요
1차로에 서 있어요 빨리요
차가 도로 한가운데 멈췄어요
고속도로인데 견인 좀 보내주세요
고속도로에서 뒤차가 박았는데 차가 안 움직여요
차가 갑자기 섰는디유 고속도로여유
고속도로한복판인데차가안가요
고속도로는 아니고 국도 갓길이에요 차가 퍼졌어요
어제 산 차인데 지금도 고속도로에 서 있어요
천안휴게소 지나서 갓길에 서 있어요 타이어가 펑크났어요
휴게소 가기 전에 고속도로에서 차가 멈췄어요
집에 가다가 고속도로에서 차가 섰어요
갓길이에요
서해안고속도로 목포방향 갓길에 차 세워놨어요 기름이 떨어졌어요
신호대기 중에 시동이 꺼졌어요
주행 중에 갑자기 시동이 꺼져서 차가 섰어요
자동차 전용도로에서 차가 멈췄는데 견인해주세요
동부간선도로 2차선에 섰어요 뒤에서 빵빵거려요
부산 가는 고속도로인데 차가 뻗었어요
고속도로에서 차가 섰는데 견인 무료인가요?
경부선 부산방향 120km 지점 차 고장
타이어 빵꾸 낫는데 갓길에 세워 놨구요 위치는 당진영덕고속도로 영덕 방향 육십오 킬로 지점입니다
my car stopped on the highway shoulder
I'm stuck in the middle lane of the expressway
My car broke down on the Yeongdong motorway, please send a tow truck
flat tire on the highway
엔진이 멈춰서 램프 구간에 서 있습니다
시내 한복판 도로에서 차가 안 움직여요
다리 위에서 차가 고장났어요
지하차도에서 차가 멈췄어요
고속도로에서 사고났는데 차가 움직이질 않아요
고속도로에 서있어요 기름이 없어서요
차가 멈춰버렸어요 여기 영동고속도로예요
갓길에 서 있는데 언제 와요?
기사님 언제 도착해요? 고속도로 갓길에 서 있은 지 40분이에요
렉카가 안 왔어요 아직 고속도로 갓길이에요
차가 꿈쩍도 안 해요 1차선이에요
고속도로 3차선에 섯는데 안움직여요
외곽순환 판교방향에서 차 시동꺼짐 갓길임
강변북로에서 차 고장
차가 도로에서 죽었어요 시동이 죽었어요
전기차인데 고속도로에서 배터리가 다 떨어져서 멈췄어요
바퀴가 빠졌어요 고속도로예요
고속도로에서 차가 서버렸어
중부고속도로 갓길인데 엔진 과열이에요
경부고속돌인디 차가 퍼져부렀어라
고속도로 갓낄에 세웟어요 엔진경고등 뜨고 힘이 업어요 견인요
갓길에 바짝 붙이 놨심더 빵꾸 나가 몬 갑니더
언제 와요 아직도 터널 안이에요 차가 안 움직여요
신호 대기 중에 뒤차가 박았는데 시동이 안 걸려요 교차로 한가운데예요
고속도로에서 뒤에서 박고 갔어요 제 차는 고장나서 갓길이에요
보험 번호 물어보려고요 그런데 지금 올림픽대로에 차가 섰어요
상담원 바꿔주세요 고속도로에서 차가 안 가요
영동고속도로 강릉방향인데 타이어 펑크났어요
차가 갑자기 안 나가요 여기 서해안고속도로예요
88올림픽대로에서 차가 멈췄어요
지금 고속도로인데 소리가 나더니 멈췄어요
고속도로에서 사고나서 갓길에 있어요
1차선에서 뒤차가 들이받아서 차가 멈춰 있어요
차가 퍼져서 2차선에 있어요
엔진 경고등이 떠서 갓길에 정차했습니다 경부고속도로 서울방향
도와주세요 강변북로예요
동호대교 위인데 차가 안 가요
횡단보도 위에서 시동이 꺼졌어요
길 한복판에서 차 퍼짐
고속도로에 차를 세웠어요 이상한 소리가 나요
어제부터 소리가 나더니 지금 고속도로에서 멈췄어요
작년에 산 차인데 고속도로에서 멈췄어요
3일 전에 배터리 갈았는데 고속도로에서 또 방전됐어요
저번에도 그랬는데 고속도로에서 또 시동이 꺼졌어요
휴게소 진입로 갓길이에요 차가 안 움직여요
car died on the bridge
I'm on the shoulder of Gyeongbu Expressway, tire blew out
My car broke down on the highway, is towing covered?
we are stuck at the intersection, engine won't start
저 지금 차가 퍼져서요 경인고속도로 부천 근처요
갓길에 비상등 켜고 있어요
톨게이트 앞에서 차가 멈췄어요
다리 한가운데서 차가 섰어요
유턴하다가 시동이 꺼져서 중앙선에 걸쳐 있어요
좌회전하다 차가 멈췄어요
중부내륙고속도로 상행 55키로 타이어 찢어짐
고속도로에 있심더 차가 안 나갑니더
갓길임 빵꾸남
하이웨이에서 차 스톱됨
my car won't move, I'm on the expressway
기사님이 아직 안 왔어요 고속도로 갓길에서 한 시간째예요
접수 취소하고요 차가 고속도로에서 멈췄어요 견인부터요
퇴근길에 내부순환로에서 차가 섰어요
경부 하행 갓길에 서 있습니다
차가 가드레일 박고 고속도로에 걸쳐 있어요
뒤에서 박혀서 차가 고속도로에 그대로 있어요
사고나서 차가 도로 한가운데 있어요 다친 사람은 없어요
접촉사고인데 차를 못 빼고 있어요 2차로예요
신호 기다리다가 시동 꺼졌는데 뒤차들이 난리예요
할머니인데 차가 길 한가운데 서버렸어 어떻게 해
고속도로에 차 서부렀어라
차로에 멈췄습니다
서울양양고속도로 터널 안 정차 비상등 켰어요
고속도로 한가운데 서 있음 시동 안걸림 애들 타고있어 제발 빨리
차 퍼짐 강변북로 1차선 한복판임 뒤차가 부딪힐 뻔한 게 세 번째
차가 도로에서 갑자기 멈춰서 다시 출발이 안 됩니다
음 지금 영동고속도로를 타고 강릉을 가고 있었는데요 계기판에 불이 들어오더니 힘이 없어지면서 갓길에 세웠거든요
휴게소까지 3km 남았는데 고속도로에서 차가 섰어요
긴급출동 되나요 지금 고속도로인데 타이어 펑크
고속도로 견인 무료라던데 지금 갓길에서 불러도 되나요
만약을 위해 비상등은 켰어요 고속도로 갓길에 고장나 서 있습니다
갓길로 옮겼어요 근데 차들이 너무 빨리 달려요
시동이 걸렸다가 또 꺼졌어요 고속도로예요
차가 푸드덕거리더니 꺼졌어요 여기 올림픽대로예요
천안논산고속도로 위에서 차가 말을 안 들어요
We had an accident and our car is blocking the second lane on the motorway
car dead on bridge please send someone
보험 갱신하려다가 지금 고속도로에서 차가 섰어요
신호 바뀌었는데 차가 안 나가요 뒤에서 난리예요
견인차 빨리요 경부 상행 수원신갈 지나서 3키로
삼각대 세우고 기다리는 중입니다 고속도로
차가 서서 안 가는데 보험 담당자 좀 바꿔 주세요 여기 영동고속도로 문막 근처예요
방금 추돌했는데 차가 도로를 막고 있어요
상대방 차가 박아서 제 차가 도로에 멈췄어요
I don't know what to do, our car stopped in the tunnel
""".strip().splitlines()

NOT_STRANDED = """
어제 고속도로에서 차가 섰어요 견인 비용 청구하려고요
고속도로에서 차가 섰는데 지금은 집이에요
고속도로에서 퍼져서 견인됐고 지금 정비소에 있어요
고속도로에서 서면 견인 무료인가요?
고속도로에서 차가 멈추면 어떻게 해야 하나요
휴게소에 있는데 배터리가 방전됐어요
영동고속도로 여주휴게소인데 시동이 안 걸려요
졸음쉼터에 차 세웠어요 타이어가 펑크났어요
고속도로는 아니고 집 앞이에요 배터리 방전이요
고속도로는 아니고 아파트 주차장이에요 시동이 안 걸려요
마트 지하주차장에서 배터리가 나갔어요
배터리 방전됐어요 긴급출동 불러주세요
타이어 펑크났어요
고속도로 견인 비용 얼마예요
고속도로에서도 긴급출동 되나요
고속도로에서 앞차가 섰는데 제가 못 서고 받았어요
어제 고속도로에서 사고 났어요
지난주에 터널에서 차가 멈췄는데 보상되나요
갓길에 주차해 둔 차를 누가 긁고 갔어요
고속도로 교통상황 알려줘
고속도로 통행료 할인되나요
내 보험 보여줘
보험료가 갑자기 올랐어요
고속도로에서 차가 멈췄을 때 견인되나요
작년에 고속도로에서 고장났었어요
견인차가 왔어요 고속도로에서 이제 나왔어요
시동이 다시 걸렸어요 고속도로인데 괜찮아요
고속도로에서 멈출 뻔했어요
회사 주차장에서 시동이 안 걸려요
사거리 주유소에 있어요 기름이 없어요
강남역 사거리에서 뒤차가 박았어요
대교동 집 앞에서 배터리가 방전됐어요
자차 한도가 얼마예요
차가 주차장에 서 있는데 누가 박았어요
신호대기 중에 뒤차가 박았어요
신호 대기하고 서 있었는데 뒤에서 박았어요
my car stopped on the highway yesterday
what happens if my car breaks down on the highway?
my battery is dead at home
I'm at the rest area on the expressway, flat tyre
Is towing free on the motorway if my car stops?
터널에서 차에 불나는 영화 제목이 뭐였지
면허 시험에서 시동이 꺼졌어요 교차로에서
상담원 연결해 주세요
보험 기간 연장하고 싶어요
그대로 있어요
사고 접수 어디까지 됐나요
고속도로에서 긁혔어요 차는 잘 가요
신호대기로 서 있는데 뒤차가 추돌했어요
사거리에서 정차 중에 뒤차가 박았어요
터널 안에서 정체로 멈췄는데 뒤에서 받았어요
톨게이트 나오면서 화물차랑 부딪쳤어요 사고 접수 도와주세요
올림픽대로에서 옆 차선 버스가 긁었어요 차는 움직여요 견인은 필요 없어요
하이패스 단말기가 고장났어요
고속도로에서 블랙박스가 고장났어요
운전 중에 앱이 멈췄어요
고속도로 휴게소에서 시동이 안 걸려요
하남IC 근처 집인데 배터리 방전이에요
천안IC 근처 정비소 알려주세요
보험으로 고속도로에서 견인 몇 km까지 돼요?
고속도로에서 고장나서 견인했어요
주행 중 시동이 꺼졌는데 지금은 잘 돼요
가끔 주행 중에 시동이 꺼져요
경찰이 와서 고속도로에서 안전한 곳으로 차를 옮겼어요
출근하려는데 시동이 안 걸려요
Does my policy cover a tow on the highway?
I got a flat tyre, I'm at home
my car was towed from the motorway
갓길 주차 벌금 얼마예요
견인된 차 어디 있나요
견인비 청구 서류 알려주세요
지하주차장인데 시동이 안 걸려요
졸음쉼터에 있어요 차가 이상해요
정비소에 맡겼어요 고속도로에서 퍼져서
고속도로에서 고장나면 어디로 전화해요
갓길에 세워도 되나요
보험 만기가 언제예요
도로에서 앞차가 급정거해서 박았어요
고속도로 정체 구간에서 서행하다 앞차를 박았어요
비대면 상담 되나요
앱이 안 열려요
마트 주차장에서 접촉사고
어제 터널에서 멈춰 선 건 견인 처리됐나요
고속도로에서 고장나면 긴급출동 무료인가요
고속도로 갓길에 다른 차가 서 있는 걸 봤어요
앞에 차가 고장나서 서 있어요 길이 막혀요
고속도로에 차가 막혀서 서 있어요
길이 막혀서 차가 안 움직여요
차가 밀려서 고속도로에서 안 움직여요
명절이라 고속도로에 차가 꽉 막혀 있어요
고속도로 정체로 멈춰 있는 동안 물어볼게요 내 보험 보여줘
고속도로에서 나와서 지금 휴게소예요 차 고장났어요
졸음쉼터에 있는데 배터리가 나갔어요
친구 차가 고속도로에서 멈췄는데 제 보험으로 되나요
고속도로 하이패스 고장났어요
블랙박스가 고속도로에서 꺼졌어요
고속도로에서 멈추는 법
주차 타워에 차가 갇혔어요
작년에 고속도로에서 펑크난 적 있어요
어젯밤 강변북로에서 시동 꺼져서 견인했어요 비용 청구할게요
고속도로에서 기름 떨어지면 갖다줘요?
차가 멈추면 119 불러야 하나요 보험사 불러야 하나요
출근길 정체라 고속도로에 서 있어요 심심해서 보험 좀 볼게요
상대방이 도로 한가운데 차를 세워놔서 항의했어요
My car was stuck on the highway but it's running again
두 달 전 터널에서 차가 섰는데 그때 긴급출동 기록 볼 수 있나요
앞차가 안 움직여서 빵빵했는데 시비가 붙었어요
고속도로에서 멈칫했는데 잘 가요
how does towing work on the highway
my car is in the garage and won't start
If my car breaks down on the motorway, who do I call?
My friend's car broke down on the highway yesterday
I'm stuck in traffic, can you tell me when my policy ends?
""".strip().splitlines()

ALARMING_OTHERWISE = ("터널 안에서 정체로 멈췄는데 뒤에서 받았어요", "졸음쉼터에 있어요 차가 이상해요")
"""No stranded car, but the model sees an emergency: the first is an accident of this moment."""

NOW = datetime(2026, 11, 30, 14, tzinfo=timezone(timedelta(hours=9)))


def evidence(said: str) -> StrandedEvidence:
    reading = read_message(said, NOW)
    return extract_stranded_evidence(reading.cleaned, reading.repaired)


def emergency_kind(said: str) -> EmergencyKind | None:
    """What the bot makes of a first message, as in `bot.service`."""
    reading = read_message(said, NOW)
    found = downgrade_emergency(reading, bot_rules())
    stranded = is_stranded_in_traffic(reading, tuple, {}, bot_rules())
    return detect_emergency(None, UserInput.of(reading, is_stranded=stranded), found, bot_rules())


ROADS = (
    "영동고속도로", "경부고속도로 부산방향 120km 지점", "고속도로 갓길", "서해안고속도로 1차로",
    "터널 안", "성산대교 위", "신갈JC 부근",
    "올림픽대로", "강변북로 2차로", "내부순환로", "교차로 한가운데", "사거리 한복판", "도로 한가운데", "자동차전용도로",
)  # fmt: skip
TROUBLES = (
    "차가 섰어요", "차가 멈췄어요", "차가 안 움직여요", "시동이 꺼졌어요", "차가 퍼졌어요", "차가 고장났어요",
    "차가 못 움직여요",
    "차가 멈춰버렸어요", "시동이 안 걸려요", "차가 꼼짝도 안 해요",
)  # fmt: skip
ENDINGS = (
    "", " 도와주세요", " 견인차 불러주세요", " 어떻게 해야 하나요?", " ㅠㅠ",
    " 상담원 연결해 주세요", " 언제 와요?", " 사고 접수할게요",
    " 뒤에서 차가 계속 와요",
)  # fmt: skip


@pytest.mark.parametrize("said", STRANDED)
def test_a_car_that_stands_in_traffic_is_detected(said: str) -> None:
    assert detects_stranded_vehicle(said)


@pytest.mark.parametrize("said", NOT_STRANDED)
def test_past_settled_hypothetical_denied_and_off_road_cases_are_not_detected(said: str) -> None:
    assert not detects_stranded_vehicle(said)


@given(st.sampled_from(ROADS), st.sampled_from(TROUBLES), st.sampled_from(ENDINGS), st.booleans(), st.booleans())
def test_road_and_trouble_suffice_in_any_order_spacing_and_with_any_request(
    road: str, trouble: str, ending: str, road_first: bool, spaced: bool
) -> None:
    said = f"{road}에서 {trouble}{ending}" if road_first else f"{trouble} {road}이에요{ending}"
    assert detects_stranded_vehicle(said if spaced else said.replace(" ", ""))


@given(st.sampled_from(ROADS), st.sampled_from(TROUBLES), st.sampled_from(ENDINGS[:5]))
def test_past_cases_are_not_detected_on_any_road(road: str, trouble: str, ending: str) -> None:
    assert not detects_stranded_vehicle(f"어제 {road}에서 {trouble}{ending}")
    assert not detects_stranded_vehicle(f"{road}에서 {trouble} 지금은 정비소에 있어요")
    assert not detects_stranded_vehicle(
        f"{road}에서 {trouble.removesuffix('어요').removesuffix('해요')}다면 견인은 무료인가요?"
    )


@pytest.mark.parametrize("said", STRANDED)
def test_understand_reports_the_emergency(said: str) -> None:
    assert emergency_kind(said) is not None


@pytest.mark.parametrize("said", sorted({*NOT_STRANDED} - {*ALARMING_OTHERWISE}))
def test_understand_reports_no_emergency_for_harmless_texts(said: str) -> None:
    assert emergency_kind(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "어제 고속도로에서 사고 났는데 지금 숨을 못 쉬겠어요",
        "휴게소인데 차에서 불이 나요",
        "주차장에서 아이가 차에 갇혔어요 시동이 안 걸려요",
        "my car is in the garage and it is on fire",
    ],
)
def test_a_harmless_place_or_time_does_not_hide_an_injury(said: str) -> None:
    assert emergency_kind(said) == "harm"


@pytest.mark.parametrize(
    "said",
    [
        "방금 영동고속도로에서 트럭이 뒤에서 박았어요 허리가 너무 아프고 못 움직이겠어요",
        "못 움직이겠어요 차 안에 있어요 고속도로예요",
    ],
)
def test_people_who_cannot_move_are_not_asked_to_leave_the_car_first(said: str) -> None:
    assert emergency_kind(said) == "harm"


@given(st.text(max_size=300))
def test_no_text_raises(said: str) -> None:
    evidence(said)


def test_two_messages_together_report_a_stranded_car() -> None:
    first, second = "차가 안 움직여요 견인차 불러주세요", "영동고속도로 강릉방향이에요"
    assert evidence(first).is_partial
    assert evidence(second).is_partial
    assert detects_stranded_vehicle(f"{first} {second}")
    assert not evidence("보험료가 얼마예요").is_partial
    assert not evidence("휴게소에 있어요 시동이 안 걸려요").is_partial


@pytest.mark.parametrize(
    "place, fast",
    [
        ("영동고속도로 강릉방향 112km", True),
        ("고속도로 갓길", True),
        ("남산1호터널", True),
        ("강남역 사거리", False),
        ("여주휴게소 주차장", False),
        ("집 앞", False),
        ("", False),
    ],
)
def test_a_place_names_a_road_where_a_stranded_car_is_an_emergency(place: str, fast: bool) -> None:
    assert is_fast_road(place) is fast
