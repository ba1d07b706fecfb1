"""Place phrases."""

from __future__ import annotations

import pytest

from chalicelib.nlu.places import extract_place, is_vague, within_area


@pytest.mark.parametrize(
    "said, value",
    [
        ("강남역 사거리에서 뒤차가 박았어요", "강남역 사거리"),
        ("번영로 서귀포 방면 대천동사거리 앞에서 긁혔어요", "번영로 서귀포 방면 대천동사거리 앞"),
        ("순천 살던 사람인데 여수 돌산대교 앞에서 박았어요", "여수 돌산대교 앞"),
        ("부산 해운대구 우동 홈플러스 앞인데요", "부산 해운대구 우동 홈플러스 앞"),
        ("회사 주차장에서 긁었어요", "회사 주차장"),
        ("경부고속도로 부산 방향 기흥휴게소 부근이에요", "경부고속도로 부산 방향 기흥휴게소 부근"),
        ("제천 의림지 앞에서 사고 났어요", "제천 의림지 앞"),
        ("인제 기린면 현리 지나오는데 고라니가 튀어나왔어요", "인제 기린면 현리"),
        ("경상남도 통영 욕지도 선착장에서 박았어요", "경상남도 통영 욕지도 선착장"),
        ("정체 중에 분당수서로에서 추돌했습니다", "분당수서로"),
        ("구월동 길병원 사거리 상대차 12더3390", "구월동 길병원 사거리"),
        ("상도동 저희 빌라 주차장이고요 새벽에 박았대요", "상도동 저희 빌라 주차장"),
        ("제가 어제 우리 회사 앞에서 박았어요", "우리 회사 앞"),
        ("논산 연무읍 안심리 육군훈련소 앞을 지나가는데", "논산 연무읍 안심리 육군훈련소 앞"),
        ("군산 선유도 들어가는 다리 위에서 앞차를 박았습니다", "군산 선유도 들어가는 다리 위"),
        ("고향 내려가는 길에 안성휴게소에서 박았어요", "안성휴게소"),
        ("거제도 장승포항 앞에서 트럭하고 긁었어요", "거제도 장승포항 앞"),
        ("안양평촌사거리돌고있는데뒤차가박았어요", "안양평촌사거리"),
        ("상남동 롯데마트 앞 신호등에서 받혔어예", "상남동 롯데마트 앞"),
        ("박앗어요ㅠ 강릉 경포대 주차장ㅇ 앞", "강릉 경포대 주차장 앞"),
        ("팔당댐 근처예요", "팔당댐 근처"),
        ("이마트 은평점 지하 3층입니다", "이마트 은평점 지하 3층"),
        ("강남역 말고 역삼역 앞이에요", "역삼역 앞"),
        ("피를 많이 흘리오 태릉선수촌 맞은편이오", "태릉선수촌 맞은편"),
        ("태안 궁평항 선착장이요", "태안 궁평항 선착장"),
        ("지금 서해안고속도로 행담도 휴게소 안인데", "서해안고속도로 행담도 휴게소 안"),
        ("위치는 동작구 상도로 53길 12", "동작구 상도로 53길 12"),
        ("상암 월드컵파크 7단지 주차장입니다", "상암 월드컵파크 7단지 주차장"),
        ("안양역에서 평촌 정비소까지요", "안양역"),
        ("종로3가 교차로에서 박았어요", "종로3가 교차로"),
        ("near Itaewon station, please", "Itaewon station"),
    ],
)
def test_the_phrase_that_names_the_place_is_extracted(said: str, value: str) -> None:
    assert extract_place(said) == value


@pytest.mark.parametrize(
    "said",
    ["교차로에서 박았어요", "골목에서요", "1차로에서", "뒤에서 박았어요", "사고 접수해 주세요", "그대로 밀고 왔어요"]
    + [
        "터널안에서",
        "철길 위에서 멈췄어요",
        "에어백이 터진 뒤로",
        "모두 평소대로예요",
        "유치원 버스랑 닿았어요",
        "다리가 핸들 밑에 끼었어요",
    ],
)
def test_generic_words_name_no_place(said: str) -> None:
    assert extract_place(said) is None


def test_removed_times_are_not_part_of_the_place() -> None:
    said = "오늘 3시 강남역에서"
    assert extract_place(said, [(0, 5)]) == "강남역"


@pytest.mark.parametrize(
    "said", ["어둑헌디 앞에 경운기가 가길래", "119가 와가 병원에 모시고 갔니더", "비가 와가지고 뒤에 차가"]
)
def test_adverbs_and_verbs_in_dialect_name_no_place(said: str) -> None:
    assert extract_place(said) is None


def test_a_place_of_general_words_is_worth_asking_which_one() -> None:
    assert [is_vague(said) for said in ("마트 주차장", "아파트 마당", "학원 앞", "우리 아파트 주차장", "이마트")] == [
        True
    ] * 5
    assert [is_vague(said) for said in ("이마트 월계점 주차장", "상계동 우리 아파트 주차장", "판교 마트 앞")] == [
        False
    ] * 3


def test_a_whole_road_or_district_is_worth_asking_where_in_it() -> None:
    assert [is_vague(said) for said in ("테헤란로", "서해안고속도로", "7번 국도", "제주 애월읍", "청산도")] == [
        True
    ] * 5
    assert [is_vague(said) for said in ("서면교차로", "한계령", "강변북로 일산 방향", "사당역", "판교 알파돔")] == [
        False
    ] * 5


@pytest.mark.parametrize(
    "area, spot, value",
    [
        ("내부순환로", "성산 방향 홍은램프 부근", "내부순환로 성산 방향 홍은램프 부근"),
        ("흑산도", "예리항 여객터미널 앞", "흑산도 예리항 여객터미널 앞"),
        ("애월", "애월읍 곽지리 편의점 앞", "애월읍 곽지리 편의점 앞"),
        ("부산", "울산 삼산동", "울산 삼산동"),
        ("강변북로", "올림픽대로 잠실 방향", "올림픽대로 잠실 방향"),
        ("마트 주차장", "이마트 월계점 주차장", "이마트 월계점 주차장"),
    ],
)
def test_a_spot_keeps_the_road_or_district_named_before(area: str, spot: str, value: str) -> None:
    assert within_area(area, spot) == value
