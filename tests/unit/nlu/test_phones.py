"""Telephone numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.nlu.phones import extract_phone_numbers

_WORDS = "공일이삼사오육칠팔구"


@given(st.text("0123456789", min_size=8, max_size=8), st.sampled_from(["-", " ", "", ".", " - "]))
def test_mobile_numbers_are_read_with_any_separator(rest: str, gap: str) -> None:
    said = f"제 번호는 010{gap}{rest[:4]}{gap}{rest[4:]}예요"
    assert [phone.digits for phone in extract_phone_numbers(said)] == [f"010{rest}"]


@given(st.text("0123456789", min_size=8, max_size=8), st.sampled_from([" ", "", "에 "]))
def test_dictated_mobile_numbers_are_read(rest: str, gap: str) -> None:
    words = [_WORDS[int(d)] for d in rest]
    said = f"번호는 공일공{gap}{''.join(words[:4])}{gap}{''.join(words[4:])}이에요"
    assert [phone.digits for phone in extract_phone_numbers(said)] == [f"010{rest}"]


@pytest.mark.parametrize(
    "said, digits",
    [
        ("02-555-1234로 주세요", "025551234"),
        ("02-777-3456 사무실 번호예요", "027773456"),
        ("031 123 4567", "0311234567"),
        ("공삼일 이이이 삼삼삼삼이에요", "0312223333"),
        ("+82 10 1234 5678", "01012345678"),
        ("0507-1234-5678", "050712345678"),
        ("070-1234-5678", "07012345678"),
        ("상대 12누8834 010-3345-7781 부상자 무", "01033457781"),
    ],
)
def test_other_kinds_are_read(said: str, digits: str) -> None:
    assert [phone.digits for phone in extract_phone_numbers(said)] == [digits]


@pytest.mark.parametrize(
    "said", ["110-234-567890", "계약번호 202611220001", "12가3456", "2026-11-22", "이사 오구 칠팔"]
)
def test_other_numbers_are_no_telephones(said: str) -> None:
    assert extract_phone_numbers(said) == []
