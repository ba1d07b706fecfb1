"""Values of forms: one way of writing each, whoever wrote it."""

import pytest

from chalicelib.content.catalogue import flows
from chalicelib.content.forms import fits, squeezed

STEPS = {step.slot: step for step in flows()["accident_report"].steps}


@pytest.mark.parametrize(
    "slot, value",
    [
        ("occurred_at", "2026-11-22"),
        ("occurred_at", "2026-11-22T19:30+09:00"),
        ("occurred_at", "2026-11-22T19:30"),
        ("counterparty_plate", "12가3456"),
        ("counterparty_plate", "서울12가3456"),
        ("counterparty_phone", "01012345678"),
        ("counterparty_phone", "05012345678"),
        ("injured_count", "2"),
        ("injured", "true"),
    ],
)
def test_what_is_written_as_it_is_kept_fits(slot: str, value: str) -> None:
    assert fits(STEPS[slot], value)


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
def test_anything_else_does_not(slot: str, value: str) -> None:
    assert not fits(STEPS[slot], value)


def test_blanks_hyphens_and_wide_figures_are_taken_out() -> None:
    assert squeezed(" １２ 가-3456") == "12가3456"
    assert squeezed("０１０－1234.5678") == "01012345678"
