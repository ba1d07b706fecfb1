"""The font of certificates, Pretendard (SIL Open Font License): its files and which characters it has."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "fonts"
FILES = {"": FONTS / "Pretendard-Regular.ttf", "B": FONTS / "Pretendard-Bold.ttf"}
"""Style → file."""

REPLACEMENT = "?"
"""Stands for a character that the font lacks: PDF/A doesn't allow the empty glyph."""


@cache
def known_characters() -> frozenset[int]:
    """The characters that both styles have, cached."""
    known = [frozenset(TTFont(file, lazy=True).getBestCmap()) for file in FILES.values()]
    return frozenset.intersection(*known)


INVISIBLE = ("Cc", "Cf")
"""Categories of characters that show nothing by themselves, such as joiners; the font doesn't need them."""


def printable(words: str) -> str:
    """A text of known characters only."""
    return "".join(_printed(each) for each in words)


def are_printable(texts: Iterable[str]) -> bool:
    """Whether nothing of the texts would be replaced."""
    return all(_printed(each) != REPLACEMENT for words in texts for each in words if each != REPLACEMENT)


def _printed(character: str) -> str:
    if ord(character) in known_characters():
        return character
    return "" if unicodedata.category(character) in INVISIBLE else REPLACEMENT
