"""Rules that detect emergencies."""

from __future__ import annotations

import pytest

from chalicelib.content.configuration import insurers
from chalicelib.nlu.emergency_rules import detects_emergency, is_severe


@pytest.mark.parametrize(
    "said",
    [
        "사람이 다쳤어요",
        "차에서 연기가 나요",
        "보닛에서 불이 나고 있어요",
        "문이 안 열려서 차 안에 갇혔어요",
        "고속도로 1차선에 차가 멈췄어요",
        "고속도로1차선한가운데차가멈췄어요",
        "운전자가 의식이 없어요",
        "머리에서 피가 나요",
        "살려주세요",
        "다친 사람은 없는데 차에서 연기가 나요",
        "119 불러주세요",
        "사람다쳣어요",
        "someone is hurt, call 119",
        "운전석 끼임 구조 요청",
        "정면충돌 2명 부상",
        "다리가 찡겨서 안빠저요",
        "터널안인데연기가가득차요",
        "휘발유 냄새 엄청 나 바닥에 뚝뚝 떨어져",
        "물 들어온다 발목까지 찼어",
        "굴 안에서 차가 섰는디유 뒤차들이 안 보고 그냥 와유",
        "차에 치여 길에 누워 계세요",
        "손주가 차 안에 있는디 문이 잠겨부렀네",
        "브레끼가 안 잡힌다",
        "railroad crossing 위에서 car stopped",
        "we flipped over, can't open the doors",
        "다친 사람은 없어요 차에서 연기가 나요",
        "휘발유가 줄줄 흘러요",
        "배가 너무 아파요 임신 7개월이에요",
        "아이가 토하고 자꾸 자려고 해요",
        "사람이 차 밑에 있어요",
        "상대 운전자가 핸들에 엎드려서 안 움직여요",
        "엔진룸에서 김이 모락모락 나요 탄내가 나요",
        "갓길도 아닌데 차가 멈췄어요 뒤에서 트럭이 와요",
        "지금은 집인데 차에서 연기가 나요",
        "저요 근데 갑자기 가슴이 너무 답답하고 숨이 안 쉬어져요",
        "연기가 났는데 지금은 괜찮아요 친구가 의식이 없어요",
        "삼성화재죠? 차에 불이 났어요",
    ],
)
def test_an_emergency_is_detected(said: str) -> None:
    assert detects_emergency(said)


@pytest.mark.parametrize(
    "said",
    [
        "할증되나요",
        "사람 다쳤을 때 보험금 보상 되나요",
        "다친 사람은 없어요",
        "차에 불이 나면 보상되나요",
        "뉴스에서 차에 불이 났다고 나왔어요",
        "배터리 방전됐어요",
        "답답해서 숨 막히네요",
        "작년에 다쳤을 때 서류가 필요해요",
        "도랑에 바퀴가 빠졌는데 꺼내주세요",
        "부상자 없음",
        "Rear-ended near the station. Nobody is hurt.",
        "불꽃 축제 보러 가요",
        "고속도로에서 앞차가 섰는데 제가 못 서고 받았어요",
        "아들이 사춘기라 말을 안 해요",
        "캠핑하다 텐트에 불똥이 튀었어요",
        "출퇴근은 지하철로 하고 차는 서 있어요",
        "차가 물에 잠기면 보상돼요?",
        "배터리에 불이 안 들어와요",
        "끼어들어서 부딪혔는데 불도 안 났고 연기도 안 나요",
        "구급차는 괜찮다고 했어요",
        "놀라서 심장이 터질 것 같아요",
        "연기군에서 사고 났어요",
        "사이드미러가 매달려 있어요",
        "범퍼가 덜렁덜렁 떨어질 것 같아요",
        "차가 뒤집힐 뻔했어요 다친 사람 없어요",
        "어제 사고 났을 때 연기가 좀 났는데 지금은 괜찮아요",
        "고속도로에 서 있었는데 지금은 휴게소에 차 빼놨어요",
    ],
)
def test_past_hypothetical_and_denied_emergency_is_not_detected(said: str) -> None:
    assert not detects_emergency(said)


def test_names_of_insurers_are_no_fire() -> None:
    said = [f"상대 보험이 {name}가 맞대요" for each in insurers() for name in (each.name, *each.aliases)]
    assert [words for words in said if detects_emergency(words)] == []


@pytest.mark.parametrize(
    "said, severe",
    [
        ("두 명 다쳤어요", False),
        ("목이랑 어깨가 결려요", False),
        ("차가 뒤집힐 뻔했어요 다친 사람 없어요", False),
        ("의식이 없어요", True),
        ("사람이 차 밑에 있어요", True),
        ("다친 사람은 없는데 연기가 나요", True),
    ],
)
def test_a_known_injury_needs_stronger_evidence(said: str, severe: bool) -> None:
    assert is_severe(said) is severe
