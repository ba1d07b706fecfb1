"""Finds the insurer that a text names, by official and everyday names."""

import re
from collections.abc import Iterable
from functools import cache

from chalicelib.content.configuration import Insurer, insurers

_OWN = re.compile(r"(?:제|내|저희|우리|본인)\s?(?:보험|쪽|차)[가-힣]{0,4}\s?$|(?:가입|계약)")
_EITHER = re.compile(
    r"[가-힣a-z]{2,6}(?:인가|인지|이나|아니면|또는|이거나|던가)[가-힣a-z]{2,8}(?:인가|인지|둘중|중에|던가)"
)
"""Two insurers of which one is meant ("삼성인가 현대인가")."""


def find_insurer(text: str, *, asked: bool) -> str | None:
    """The other party's insurer; short names count only where it was `asked` for."""
    squeezed = re.sub(r"\s+", "", text).lower()
    if asked and _EITHER.search(squeezed):
        return None
    for name, called, short in _known(insurers()):
        for word in (*called, *short) if asked else called:
            place = squeezed.find(word)
            if place >= 0 and (asked or not _OWN.search(squeezed[max(0, place - 8) : place])):
                return name
    return None


@cache
def _known(listed: tuple[Insurer, ...]) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Names with their aliases, in lower case and without blanks."""

    def plain(words: Iterable[str]) -> tuple[str, ...]:
        return tuple(word.replace(" ", "").lower() for word in words)

    return tuple((one.name, plain((one.name, *one.aliases)), plain(one.short_aliases)) for one in listed)
