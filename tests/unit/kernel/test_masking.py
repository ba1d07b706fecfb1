"""Resident numbers are masked in any notation, and nothing else is."""

import re
import sys
import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chalicelib.kernel import masking
from chalicelib.kernel.masking import (
    MAX_SEPARATORS,
    mask_resident_numbers,
    mask_second_half,
    may_contain_resident_number,
    separators_after_date,
    starts_with_second_half,
)

SCRIPTS = [
    "0123456789", "O123456789", "o123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "๐๑๒๓๔๕๖๗๘๙",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "⓪①②③④⑤⑥⑦⑧⑨", "⁰¹²³⁴⁵⁶⁷⁸⁹",
]  # fmt: skip
days = st.dates(date(1900, 1, 1), date(2026, 12, 31)).map(lambda day: f"{day:%y%m%d}")
sevens = st.integers(0, 9_999_999).map(lambda number: f"{number:07d}")
signs = st.sampled_from(
    ["", "-", " ", "\u200b", "ㅡ", "다시", " 뒷자리 ", "\n", " - ", "–", "~", "…", "\u00a0/", "뒷자리는 "]
)
any_signs = st.text(
    st.characters(exclude_categories=("Nd", "No", "Mn", "Me", "Cs"), exclude_characters="OoＯｏ〇○"),
    max_size=MAX_SEPARATORS,
)
"""Without characters that look like zeros: among digits written so, nobody can tell them from a digit."""
around = st.sampled_from(["", "주민번호 ", "제 번호는", "\n", "(", "NO", "① ", "a."])


def written(digits: str, script: str) -> str:
    return "".join(script[int(digit)] for digit in digits)


@given(days, sevens, signs | any_signs, st.sampled_from(SCRIPTS), st.sampled_from(SCRIPTS), around)
def test_any_date_separator_and_script_is_masked(
    day: str, seven: str, between: str, one: str, other: str, before: str
) -> None:
    said = f"{before}{written(day, one)}{between}{written(seven, other)}입니다"
    assert mask_resident_numbers(said) == f"{before}{day}-*******입니다"
    assert mask_resident_numbers(mask_resident_numbers(said)) == mask_resident_numbers(said)


@pytest.mark.parametrize(
    "said, kept",
    [
        ("9️⃣0️⃣0️⃣1️⃣0️⃣1️⃣-1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7 맞아요", "900101-******* 맞아요"),
        ("90\u200b0101-12\u200b34567", "900101-*******"),
        (unicodedata.normalize("NFD", "900101 뒷자리는 1234567"), "900101-*******"),
        ("040229-3234567", "040229-*******"),
        ("NO010101OOOOOOO입니다", "NO010101-*******입니다"),
        ("NOO1O13O0000000입니다", "NO010130-*******입니다"),
        ("NO010101-OOOOOOO입니다", "NO010101-*******입니다"),
        ("900101-1234567ok", "900101-*******ok"),
        ("900101-1234567 원래 번호", "900101-******* 원래 번호"),
        ("900101-1234567원래 번호", "900101-*******원래 번호"),
        ("900101-1234567 만 36세", "900101-******* 만 36세"),
        ("900101-1234567번이에요", "900101-*******번이에요"),
        ("900101-1234567, 배우자 880505-2234567", "900101-*******, 배우자 880505-*******"),
        ("900101-1234567 ⑧⑧⓪⑤⓪⑤-②②③④⑤⑥⑦", "900101-******* 880505-*******"),
        ("991332 900101-1234567", "991332 900101-*******"),
        ("19900101-1234567", "19900101-*******"),
        ("20010203-3234567", "20010203-*******"),
        ("계좌 말고 주민번호 9001011234567", "계좌 말고 주민번호 900101-*******"),
    ],
)
def test_notations_of_a_resident_number_are_masked(said: str, kept: str) -> None:
    assert mask_resident_numbers(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "260101 1234567원", "260101 1234567 원이 나왔어요", "260101 1234567만",
        "260101 1234567 만 원", "260101 1234567km", "주행거리 260101, 1234567 KM",
        "260101 1234567㎞", "260101 1234567킬로", "260101 1234567\u200b원",
        "260101 1234567점", "010-1234-5678", "01012345678", "+8201012345678",
        "0507-1234-5678", "02-123-4567", "260101 01012345678", "O1O-1234-5678",
        "12가3456", "123가4567 260101", "서울12가1234", "110-123-456789", "계좌 1002123456789",
        "우리은행 1002123456789로 보내 주세요", "301-0123-4567-81", "3333-01-1234567",
        "123456-01-123456", "4111111111111111", "접수번호 20261123-482137",
        "20261129-3234567", "증권번호 2026-0318-77120", "260101 14:30",
        "2026-01-01T14:30:00+09:00", "991332-1234567", "900230-1234567",
        "900101-12345678", "900101-123456", "1900101-1234567", "260101 1,234,567원",
        "123-45-67890", "37.50012,127.03645",
        "900101" + " " * (MAX_SEPARATORS + 1) + "1234567",
    ],
)  # fmt: skip
def test_other_numbers_are_not_masked(said: str) -> None:
    assert mask_resident_numbers(said) == said


@given(sevens, st.integers(0, 999_999).map(lambda number: f"{number:06d}"), signs)
def test_digits_that_are_no_date_are_not_masked(seven: str, six: str, between: str) -> None:
    assume(not "01" <= six[2:4] <= "12" or not "01" <= six[4:] <= "31")
    assert mask_resident_numbers(f"번호 {six}{between}{seven} 끝") == f"번호 {six}{between}{seven} 끝"


def test_masking_keeps_the_length_limit() -> None:
    said = "9001011234567 " * 5
    assert len(mask_resident_numbers(said, len(said))) == len(said)
    assert mask_resident_numbers(said, 200) == "900101-******* " * 5


@pytest.mark.parametrize(
    "first, between, second, kept",
    [
        ("제 생일은 900101", [], "1234567이요", "*******이요"),
        ("９００１０１ -", [], " 1234567", " *******"),
        ("900101", ["다시"], "뒷자리 1234567", "뒷자리 *******"),
        ("900101", ["네, 그다음 숫자는"], "1234567", "1234567"),
        ("900101 이에요 그리고요", [], "1234567", "1234567"),
        ("900101-", [], "1234567원", "1234567원"),
        ("900101", [], "01012345678", "01012345678"),
        ("991332", [], "1234567", "1234567"),
        ("900101-*******", [], "1234567", "1234567"),
        ("900101    ", [], "     1234567", "     1234567"),
    ],
)
def test_a_second_half_alone_is_masked_after_the_first(first: str, between: list[str], second: str, kept: str) -> None:
    signs = None
    for said in (first, *between):
        signs = separators_after_date(said, signs)
    assert mask_second_half(second, signs) == kept


def test_a_text_that_starts_with_seven_digits_is_examined() -> None:
    assert all(map(may_contain_resident_number, ("1234567", "뒷자리는 1234567이요", "어제 900101-1234567")))
    assert not any(
        map(
            may_contain_resident_number,
            ("010-1234-5678", "1234567원", "12가3456", "네", "900101", "오늘 말씀하신 번호 12"),
        )
    )


DIGITS = "".join(map("".join, SCRIPTS)) + "²①➊Ｏo"
near_numbers = st.text(st.sampled_from(DIGITS + "-. \u200b\ufe0f\u20e3가원a"), max_size=40)
"""Texts that are close to a resident number without being one, most of the time."""


@given(st.text() | near_numbers, st.none() | st.integers(0, MAX_SEPARATORS), st.none() | st.integers(0, 60))
def test_a_text_without_six_digits_in_a_row_is_not_examined(
    text: str, separators: int | None, max_length: int | None
) -> None:
    def results() -> tuple[object, ...]:
        return (
            mask_resident_numbers(text, max_length),
            may_contain_resident_number(text),
            starts_with_second_half(text),
            separators_after_date(text, separators),
            mask_second_half(text, separators),
        )

    quick = results()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(masking, "_DIGIT_RUN", re.compile(""))
        assert results() == quick


def test_the_prefilter_covers_every_digit_character() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    known = set(re.findall(masking.DIGIT_IN_ANY_SCRIPT, every))
    for reading in (masking._decimal(every), masking._digits_and_signs(every)):
        read = re.compile(masking._DIGIT, re.IGNORECASE).finditer(reading)
        assert {every[found.start()] for found in read} <= known
