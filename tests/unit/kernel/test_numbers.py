"""Whole numbers in a JSON text are normalised; nothing else of it changes."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.numbers import normalise_whole_numbers


@pytest.mark.parametrize(
    "written, plain",
    [
        ("1800000.00", "1800000"),
        ("1.8E+6", "1800000"),
        ("1.8e6", "1800000"),
        ("18E5", "1800000"),
        ("180000000e-2", "1800000"),
        ("-0.0", "0"),
        ("-20.0", "-20"),
        ("12345678901234567.0", "12345678901234567"),
        # Not whole, or beyond what any amount can be: these stay, and are refused where a whole number is wanted.
        ("1800000.5", "1800000.5"),
        ("1800000.00000000000000000000000000000000001", "1800000.00000000000000000000000000000000001"),
        ("99999999999999999999999999999999999999.9", "99999999999999999999999999999999999999.9"),
        ("1E-999999999", "1E-999999999"),
        ("1E+999999999", "1E+999999999"),
        ("1E+99999999999999999999999", "1E+99999999999999999999999"),
        ("1E+20", "1E+20"),
        ("0e999999999999999999999", "0e999999999999999999999"),
        ("7", "7"),
        ('"1.8E+6"', '"1.8E+6"'),
        (r'"a\"1.0" ', r'"a\"1.0" '),
        ('"never ends 1.0', '"never ends 1.0'),
        ('"never ends 1.0\\', '"never ends 1.0\\'),
    ],
)
def test_a_whole_number_is_written_as_an_integer(written: str, plain: str) -> None:
    assert normalise_whole_numbers(written) == plain
    assert normalise_whole_numbers(f'{{"a": [{written}]}}') == f'{{"a": [{plain}]}}' or written.startswith('"never')


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


@given(value=values)
def test_a_rewritten_json_has_the_same_value(value: Any) -> None:
    assert json.loads(normalise_whole_numbers(json.dumps(value)), parse_int=Decimal, parse_float=Decimal) == json.loads(
        json.dumps(value), parse_int=Decimal, parse_float=Decimal
    )


@given(won=st.integers(0, 10**11), zeros=st.integers(0, 9), exponent=st.integers(-9, 9), sign=st.sampled_from("eE"))
def test_every_way_to_write_an_amount_is_that_amount(won: int, zeros: int, exponent: int, sign: str) -> None:
    shifted = format(Decimal(won).scaleb(-exponent), "f")
    for written in (f"{won}.0{'0' * zeros}", f"{shifted}{sign}{exponent:+d}", f"{shifted}{sign}{exponent}"):
        assert normalise_whole_numbers(written) == str(won), written


@pytest.mark.parametrize("unit", ['"', '\\"', '"\\', "1.", "1e", "-"])
def test_a_long_invalid_json_stays_invalid(unit: str) -> None:
    """A reader that goes back at each mark would take minutes."""
    with pytest.raises(json.JSONDecodeError):
        json.loads(normalise_whole_numbers(unit * 100_000))
