"""Registration numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.nlu.plates import LETTERS, REGIONS, extract_counterparty_plate, extract_plates

_WORDS = "공일이삼사오육칠팔구"


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
    assert extract_counterparty_plate(said) == f"{region}{front}{letter}{back}"


@given(front=st.text("123456789", min_size=2, max_size=3), back=st.text("0123456789", min_size=4, max_size=4))
def test_a_plate_dictated_digit_by_digit_is_read(front: str, back: str) -> None:
    said = "".join(_WORDS[int(d)] for d in front) + " 나 " + "".join(_WORDS[int(d)] for d in back)
    assert extract_counterparty_plate(f"상대 번호 {said} 예요") == f"{front}나{back}"


@pytest.mark.parametrize(
    "said, number",
    [
        ("십이 가 삼천사백오십육", "12가3456"),
        ("백이십삼 허 사오육칠", "123허4567"),
        ("제 차는 45보1234이고 상대차는 12머 3456이에요", "12머3456"),
        ("외제차고 번호는 80나 1818", "80나1818"),
        ("88하 4040이 내 차를 받았어요", "88하4040"),
        ("후진해서 제 차 앞을 박았어요. 49노8013, 운행은 가능", "49노8013"),
    ],
)
def test_the_counterpartys_plate_is_extracted(said: str, number: str) -> None:
    assert extract_counterparty_plate(said) == number


@pytest.mark.parametrize("said", ["제 차 12가3456 입니다", "12가3456 차주인데요", "차번호 3456", "2시 3456원"])
def test_own_or_partial_plates_are_not_the_counterpartys(said: str) -> None:
    assert extract_counterparty_plate(said) is None


def test_own_plates_are_found() -> None:
    assert [plate.own for plate in extract_plates("내 차 12가3456, 상대 34나5678")] == [True, False]
