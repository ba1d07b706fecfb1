"""Text as it is stored: composed (NFC), without control characters and without marks that turn its direction.

A decomposed syllable would count as three characters and not be found by a search for it; a control character or a
direction mark makes a text look like another one.
"""

import re
import unicodedata

import msgspec

_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters except tab and line feed, and Unicode's Bidi_Control characters."""
_ESCAPED = re.compile(r"\\[ubfr]")
"""Escapes in JSON that may stand for such a character."""
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
_BREAKS_NAMES = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Categories of characters that no name has."""
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""The fillers of Hangul, which Unicode counts as letters, and the empty Braille pattern: nothing is seen of them."""


def plain_text(text: str) -> str:
    """The text as it is stored; line ends of every kind become line feeds."""
    # Composed last: a hidden character may stand between the parts of a syllable.
    return unicodedata.normalize("NFC", _HIDDEN.sub("", _LINE_END.sub("\n", text)))


def plain_name(name: str) -> str:
    """A name as it is stored: plain text on one line, with single blanks."""
    kept = (" " if char.isspace() or char in _BLANK_LETTERS else char for char in name)
    seen = " ".join("".join(char for char in kept if unicodedata.category(char) not in _BREAKS_NAMES).split())
    return unicodedata.normalize("NFC", seen)


def plain_json(document: str) -> str:
    """A JSON document whose strings are plain text, so that lengths are checked as they are stored. Everything else
    stays as it is written, such as the digits of a number."""
    if not _ESCAPED.search(document) and _is_plain(document):
        return document
    return _STRING.sub(_plain_string, document)


def _is_plain(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and not _HIDDEN.search(text)


def _plain_string(found: re.Match[str]) -> str:
    try:
        text = msgspec.json.decode(found[0].encode(), type=str)
    except (msgspec.MsgspecError, UnicodeError):
        return found[0]
    return msgspec.json.encode(plain_text(text)).decode()
