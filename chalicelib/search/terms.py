"""The terms of the index: pairs of neighbouring letters and digits.

Korean is written with and without spaces, and particles are joined to nouns. Pairs of characters need no dictionary,
and find a word in whatever way it is written: "과실비율" also finds "과실 비율을".
"""

from typing import NamedTuple
from unicodedata import normalize

from chalicelib.search.errors import SearchTooShort

MIN_LETTERS = 2
"""A word must have so many letters or digits to be looked up."""


class Letters(NamedTuple):
    """A text without spaces and punctuation, in one case; `sources[i]` is the index of the character in the composed
    text from which `letters[i]` comes."""

    letters: str
    sources: tuple[int, ...]


def letters_of(text: str) -> Letters:
    """The letters and digits of a text."""
    pairs = [
        (letter, index)
        for index, character in enumerate(normalize("NFC", text))
        for letter in character.casefold()
        if letter.isalnum()
    ]
    return Letters("".join(letter for letter, _ in pairs), tuple(index for _, index in pairs))


def terms_of(text: str) -> frozenset[str]:
    """The terms of a message: no term spans two messages."""
    letters = letters_of(text).letters
    return frozenset(letters[start : start + 2] for start in range(len(letters) - 1))


def wanted_words(query: str) -> tuple[str, ...]:
    """The words of a query, their letters and digits alone; each must occur in a conversation. Raises SearchTooShort
    unless one of them has two."""
    words = tuple(dict.fromkeys(letters for word in query.split() if (letters := letters_of(word).letters)))
    if not any(len(word) >= MIN_LETTERS for word in words):
        raise SearchTooShort(letters=MIN_LETTERS)
    return words


def spans_of(word: str, text: Letters) -> list[tuple[int, int]]:
    """Where a word of `wanted_words` occurs in a text: start and end in its composed form."""
    found, at = [], text.letters.find(word)
    while at >= 0:
        end = at + len(word)
        found.append((text.sources[at], text.sources[end - 1] + 1))
        at = text.letters.find(word, end)
    return found
