"""Registration numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.content.forms import PLATE
from chalicelib.nlu.plates import LETTERS, REGIONS, extract_plates

_WORDS = "공일이삼사오육칠팔구"


def counterparty_plate(said: str) -> str | None:
    """The first number that isn't the customer's own."""
    return next((plate.number for plate in extract_plates(said) if not plate.own), None)


@given(
    region=st.sampled_from(["", *REGIONS]),
    front=st.text("123456789", min_size=2, max_size=3),
    letter=st.sampled_from(LETTERS),
    back=st.text("0123456789", min_size=4, max_size=4),
    gaps=st.tuples(*[st.sampled_from(["", " "])] * 3),
)
def test_every_format_and_spacing_is_read(
    region: str, front: str, letter: str, back: str, gaps: tuple[str, str, str]
) -> None:
    front = front[:2] if region else front
    said = f"상대차 {region}{gaps[0]}{front}{gaps[1]}{letter}{gaps[2]}{back} 입니다"
    assert counterparty_plate(said) == f"{region}{front}{letter}{back}"


@given(front=st.text("123456789", min_size=2, max_size=3), back=st.text("0123456789", min_size=4, max_size=4))
def test_a_plate_dictated_digit_by_digit_is_read(front: str, back: str) -> None:
    said = "".join(_WORDS[int(d)] for d in front) + " 나 " + "".join(_WORDS[int(d)] for d in back)
    assert counterparty_plate(f"상대 번호 {said} 예요") == f"{front}나{back}"


@pytest.mark.parametrize(
    "said, number",
    [
        ("십이 가 삼천사백오십육", "12가3456"),
        ("백이십삼 허 사오육칠", "123허4567"),
        ("일이삼에 가 사오육칠이요", "123가4567"),
        ("제 차는 45보1234이고 상대차는 12머 3456이에요", "12머3456"),
        ("외제차고 번호는 80나 1818", "80나1818"),
        ("88하 4040이 내 차를 받았어요", "88하4040"),
        ("후진해서 제 차 앞을 박았어요. 49노8013, 운행은 가능", "49노8013"),
    ],
)
def test_the_counterpartys_plate_is_extracted(said: str, number: str) -> None:
    assert counterparty_plate(said) == number


@pytest.mark.parametrize("said", ["제 차 12가3456 입니다", "12가3456 차주인데요", "차번호 3456", "2시 3456원"])
def test_own_or_partial_plates_are_not_the_counterpartys(said: str) -> None:
    assert counterparty_plate(said) is None


def test_own_plates_are_found() -> None:
    assert [plate.own for plate in extract_plates("내 차 12가3456, 상대 34나5678")] == [True, False]


@pytest.mark.parametrize(
    "said, number, kind",
    [
        ("외교관 번호판 단 차랑 부딪혔어요 외교 012-034", "외교012-034", "diplomatic"),
        ("외교 012034라니까요", "외교012-034", "diplomatic"),
        ("준외 101-002 차예요", "준외101-002", "diplomatic"),
        ("임시번호판 1234예요", "임시1234", "temporary"),
        ("서울 강남 임 1234", "서울임시1234", "temporary"),
        ("오토바이 번호 서울 강남 가 1234요", "서울강남가1234", "two_wheeler"),
        ("대구수성나5678", "대구수성나5678", "two_wheeler"),
        ("육군 12-3456 군용차였어요", "육군123456", "military"),
        ("24육3456", "24육3456", "car"),
        ("서울 1 가 2345", "서울1가2345", "car"),
        ("번호 뒤에 네자리 4471만 봤어요", "일부4471", "partial"),
        ("끝번호가 사사칠일이에요", "일부4471", "partial"),
        ("12가까지만 봤어요", "일부12가", "partial"),
    ],
)
def test_other_kinds_and_parts_are_kept_and_called_by_their_kind(said: str, number: str, kind: str) -> None:
    (plate,) = extract_plates(said)
    assert (plate.number, plate.kind, plate.is_complete) == (number, kind, kind != "partial")
    assert PLATE.match(number)


@pytest.mark.parametrize(
    "said",
    ["상대 전화번호 뒷자리 4471이요", "카드 뒷자리 1234", "경기 성남 사거리 1234원", "육교 밑 2024년", "해 1234"],
)
def test_other_digits_are_no_plate(said: str) -> None:
    assert extract_plates(said) == []


def test_a_part_beside_the_whole_number_is_dropped() -> None:
    assert [plate.number for plate in extract_plates("뒷자리 4471만 봤다가 확인했어요 12가 4471이에요")] == ["12가4471"]
