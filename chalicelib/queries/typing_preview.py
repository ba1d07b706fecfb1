"""What agents see of what a customer is writing. It is stored nowhere and stands in no log."""

import re

from chalicelib.content.desk_rules import desk_rules
from chalicelib.kernel.masking import DIGIT_IN_ANY_SCRIPT, mask_resident_numbers

_DIGIT = re.compile(DIGIT_IN_ANY_SCRIPT)
_LONG_NUMBER = re.compile(rf"{DIGIT_IN_ANY_SCRIPT}(?:[^\w\n]{{0,3}}{DIGIT_IN_ANY_SCRIPT}){{4,}}")
"""Five digits or more, with signs or blanks between them: also a number that isn't complete yet."""


def preview_of(text: str) -> str:
    """The text with stars for longer numbers, "" if the configuration allows no preview. The customer's page has masked
    it before."""
    if not desk_rules().typing_preview:
        return ""
    return _LONG_NUMBER.sub(lambda number: _DIGIT.sub("*", number[0]), mask_resident_numbers(text))
