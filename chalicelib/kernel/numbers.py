"""Whole numbers in JSON. Senders on Java or .NET write them as 1800000.00 or 1.8E+6."""

import re
from decimal import Decimal, InvalidOperation

MAX_DIGITS = 20
"""A longer number stays as it is written: 1E+999999999 must not be expanded."""

_TOKEN = re.compile(
    r"""
    (?P<string> "(?:[^"\\]|\\.)*+(?:"|\\?\Z) )                   # also an unterminated one, in linear time
    | (?P<number> -?\d++ (?: \.\d++(?:[eE][+-]?\d++)? | [eE][+-]?\d++ ) )
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)


def normalise_whole_numbers(text: str) -> str:
    """JSON with whole numbers written without fraction and exponent. Nothing is rounded, strings stay, and invalid JSON
    stays invalid."""
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
