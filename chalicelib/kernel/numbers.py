"""Whole numbers in JSON, however they are written: senders on Java or .NET write 1800000.00 and 1.8E+6."""

import re
from decimal import Decimal, InvalidOperation

MAX_DIGITS = 20
"""A number of more digits stays as it is written: no amount has so many, and 1E+999999999 must not be spelled out."""

_TOKEN = re.compile(
    r"""
    (?P<string> "(?:[^"\\]|\\.)*+(?:"|\\?\Z) )                   # also one that never ends: each sign is read once
    | (?P<number> -?\d++ (?: \.\d++(?:[eE][+-]?\d++)? | [eE][+-]?\d++ ) )
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)


def normalise_whole_numbers(text: str) -> str:
    """JSON with whole numbers written without fraction and exponent; nothing is rounded, and strings stay. What isn't
    JSON comes out as something that isn't JSON either."""
    return _TOKEN.sub(lambda found: _plain(found["number"]) if found["number"] else found[0], text)


def _plain(literal: str) -> str:
    try:
        number = Decimal(literal)
    except InvalidOperation:  # an exponent beyond what decimals can hold
        return literal
    if number.is_zero():
        return "0"
    if not number.is_finite() or number.adjusted() >= MAX_DIGITS or number != number.to_integral_value():
        return literal
    return str(int(number))
