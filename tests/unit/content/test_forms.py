"""Normalisation and validation of form values."""

import pytest

from chalicelib.content.configuration import flows, texts
from chalicelib.content.formatting import format_moment
from chalicelib.content.forms import cut_to_seconds, display_value, fits_step, format_phone, strip_separators

DATES = texts("ko").sections["dates"]
STEPS = {step.slot: step for step in flows()["accident_report"].steps}


@pytest.mark.parametrize(
    "slot, value",
    [
        ("occurred_at", "2026-11-22"),
        ("occurred_at", "2026-11-22T19:30+09:00"),
        ("occurred_at", "2026-11-22T19:30"),
        ("occurred_at", "2026-12-31T23:59:59.9999999+09:00"),
        ("counterparty_plate", "12가3456"),
        ("counterparty_plate", "서울12가3456"),
        ("counterparty_phone", "01012345678"),
        ("counterparty_phone", "05012345678"),
        ("injured_count", "2"),
        ("injured", "true"),
    ],
)
def test_a_stored_value_is_valid(slot: str, value: str) -> None:
    assert fits_step(STEPS[slot], value)


@pytest.mark.parametrize(
    "slot, value",
    [
        ("occurred_at", "20261122"),
        ("occurred_at", "20261122T10:00"),
        ("occurred_at", "2026-W47-1"),
        ("occurred_at", "2026-11-22T10"),
        ("occurred_at", "2026-11-31"),
        ("occurred_at", "２０２６-11-22"),
        ("counterparty_plate", "12가3456\n"),
        ("counterparty_plate", "１２가3456"),
        ("counterparty_plate", "12A3456"),
        ("counterparty_phone", "01012345678\n"),
        ("counterparty_phone", "010-1234-5678"),
        ("injured_count", "0"),
        ("injured_count", "-1"),
        ("injured_count", "²"),
        ("injured_count", "9" * 400),
        ("injured", "maybe"),
    ],
)
def test_any_other_value_is_invalid(slot: str, value: str) -> None:
    assert not fits_step(STEPS[slot], value)


def test_separators_and_fullwidth_digits_are_normalised() -> None:
    assert strip_separators(" １２ 가-3456") == "12가3456"
    assert strip_separators("０１０－1234.5678") == "01012345678"


@pytest.mark.parametrize(
    "slot, value, words",
    [
        ("occurred_at", "2026-11-22", "2026년 11월 22일"),
        ("occurred_at", "2026-11-22T19:30+09:00", "2026년 11월 22일 오후 7시 30분"),
        ("occurred_at", "2026-01-02T08:00+09:00", "2026년 1월 2일 오전 8시"),
        ("occurred_at", "2026-11-22T12:05+09:00", "2026년 11월 22일 낮 12시 5분"),
        ("occurred_at", "2026-11-22T00:30+09:00", "2026년 11월 22일 오전 0시 30분"),
        ("place", "강남역 근처 (37.49790,127.02760)", "강남역 근처"),
        ("place", "37.49790,127.02760", "37.49790,127.02760"),
        ("place", "판교역 (2번 출구)", "판교역 (2번 출구)"),
        ("accident_type", "rear_end", "추돌"),
    ],
)
def test_the_text_of_a_value(slot: str, value: str, words: str) -> None:
    assert display_value(STEPS[slot], value, texts("ko")) == words


@pytest.mark.parametrize(
    "stored, written",
    [
        ("01012345678", "010-1234-5678"),
        ("0111234567", "011-123-4567"),
        ("0212345678", "02-1234-5678"),
        ("027773456", "02-777-3456"),
        ("0311234567", "031-123-4567"),
        ("07012345678", "070-1234-5678"),
        ("050123456789", "0501-2345-6789"),
        ("15881234", "1588-1234"),
        ("서울 강남구 1", "서울 강남구 1"),
    ],
)
def test_telephone_numbers_get_hyphens(stored: str, written: str) -> None:
    assert format_phone(stored) == written


@pytest.mark.parametrize(
    "value, kept",
    [
        ("2026-12-31T23:59:59.9999999+09:00", "2026-12-31T23:59:59+09:00"),
        ("2026-12-31T23:59:59.9", "2026-12-31T23:59:59"),
        ("2026-12-31T23:59+09:00", "2026-12-31T23:59+09:00"),
        ("2026-12-31", "2026-12-31"),
        ("어제 저녁.9", "어제 저녁.9"),
    ],
)
def test_a_fraction_of_a_second_is_truncated(value: str, kept: str) -> None:
    assert cut_to_seconds(value) == kept
    assert value == "어제 저녁.9" or format_moment(value, DATES) == format_moment(kept, DATES)
