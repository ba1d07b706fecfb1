"""What must never be stored: resident registration numbers."""

import re

_RESIDENT = re.compile(r"(?<!\d)(\d{6})(\s?[-\u2010-\u2015\u2212\uff0d]?\s?)([1-8１-８])\d{6}(?!\d)")


def masked(words: str) -> str:
    """Words with the last six digits of resident numbers blotted out; birthday and first digit stay readable."""
    return _RESIDENT.sub(r"\1\2\3******", words)
