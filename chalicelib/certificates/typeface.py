"""The font of certificates, Pretendard (SIL Open Font License): its files and which characters it has."""

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


def printable(words: str) -> str:
    """A text of known characters only."""
    return "".join(each if ord(each) in known_characters() else REPLACEMENT for each in words)
