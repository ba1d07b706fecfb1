"""CSV that spreadsheets open as text and numbers, and never as formulas."""

import unicodedata
from collections.abc import Iterable

BOM = "\ufeff"
"""Written first: Excel reads Korean in UTF-8 only after it."""

_OPERATORS = frozenset("=+-@\N{MINUS SIGN}")
_BREAKS = frozenset("\t\r\n")
_QUOTES = frozenset("\"'“”‘’")
_UNSEEN = frozenset("CZ")
"""Kinds of characters that a reader may drop: controls and what isn't assigned, blanks and separators."""


def csv_line(cells: Iterable[str | int]) -> str:
    """A line with its end. Texts are quoted; one that could be read as a formula gets an apostrophe in front."""
    return ",".join(str(cell) if isinstance(cell, int) and cell >= 0 else _quoted(str(cell)) for cell in cells) + "\r\n"


def _quoted(text: str) -> str:
    safe = f"'{text}" if _may_begin_formula(text) else text
    return '"' + safe.replace('"', '""') + '"'


def _may_begin_formula(text: str) -> bool:
    """Whether it begins with an operator, in any width, or a break; also behind quotes and what isn't seen."""
    for char in text:
        if char in _BREAKS:
            return True
        if char not in _QUOTES and unicodedata.category(char)[0] not in _UNSEEN:
            return unicodedata.normalize("NFKC", char)[:1] in _OPERATORS
    return False
