"""Which ids and addresses of a centre stand for those in docs/protocol.md."""

import re
from collections.abc import Iterator

from tests.e2e.session_page import LEFT_OUT, Frame

_ID = re.compile(r"https?://\S+|(?<![\w-])(?:(?=[a-z]*\d)[0-9a-z]{16,40}(?::[0-9a-f]{8,14})?|[\w-]{43})(?![\w-])")
"""Addresses, ids of conversations and files, keys of drafts, tickets."""
_FIRST_TIME = 1_500_000_000_000
_WORDS = ("text", "title", "label", "submit", "shown")
"""Fields with words of the configuration, which change without a change of the protocol."""


class Bindings:
    """What stands in the page → what a centre sent in its place."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def to_real(self, shown: Frame) -> Frame:
        """The frame with the centre's ids and addresses."""
        return _replaced(shown, self.known)

    def to_shown(self, real: Frame) -> Frame:
        """The frame with the page's ids and addresses."""
        return _replaced(real, {there: here for here, there in self.known.items()})

    def bind(self, shown: Frame, real: Frame) -> bool:
        """Whether a received frame is the one in the page. If so, its ids are bound."""
        found = dict(_pair_ids(shown, real)) | self.known
        if not _is_same(_replaced(shown, found), real):
            return False
        self.known = found
        return True

    def name_ids(self, real: Frame, alike: Frame | None) -> None:
        """Names the ids of a frame that the page will show: as in a frame that it shows now, or by number."""
        for here, there in _pair_ids(alike, real):
            if there not in self.known.values():
                self.known.setdefault(here, there)
        for there in dict.fromkeys(_ids_in(real)):
            if there not in self.known.values():
                self.known[self._name(there)] = there

    def _name(self, real: str) -> str:
        if real.startswith("http"):
            return f"https://files.example/{len(self.known) + 1}"
        conversation, colon, number = real.partition(":")
        return f"{self.to_shown(conversation)}:{number}" if colon else f"1m8gqjacdb{len(self.known) + 1:010}"


def _pair_ids(shown: Frame, real: Frame) -> Iterator[tuple[str, str]]:
    """The ids that stand in the same places of two frames."""
    if isinstance(shown, dict) and isinstance(real, dict):
        for key in shown.keys() & real.keys():
            yield from _pair_ids(shown[key], real[key])
    elif isinstance(shown, list) and isinstance(real, list):
        for one, other in zip(shown, real, strict=False):
            yield from _pair_ids(one, other)
    elif isinstance(shown, str) and isinstance(real, str):
        yield from zip(_ID.findall(shown), _ID.findall(real), strict=False)


def _is_same(shown: Frame, real: Frame, field: str = "") -> bool:
    """Whether two frames are equal but for times, words of the configuration and what the page leaves out."""
    if shown == LEFT_OUT:
        return True
    if isinstance(shown, dict) and isinstance(real, dict):
        said_by_person = shown.get("by", {}).get("role") in ("customer", "agent")
        return (
            shown.keys() == real.keys()
            and all(_is_same(shown[key], real[key], key) for key in shown)
            and (not said_by_person or shown["body"] == real["body"])
        )
    if field in _WORDS and isinstance(shown, str) and isinstance(real, str):
        return bool(shown) == bool(real)
    if isinstance(shown, list) and isinstance(real, list):
        if shown and shown[-1] == LEFT_OUT:
            shown, real = shown[:-1], real[: len(shown) - 1]
        return len(shown) == len(real) and all(map(_is_same, shown, real))
    is_time = isinstance(shown, int) and isinstance(real, int) and min(shown, real) > _FIRST_TIME
    return is_time or bool(shown == real)


def _ids_in(frame: Frame) -> Iterator[str]:
    for here, _ in _pair_ids(frame, frame):
        yield here


def _replaced(frame: Frame, names: dict[str, str]) -> Frame:
    if isinstance(frame, dict):
        return {_replaced(key, names): _replaced(value, names) for key, value in frame.items()}
    if isinstance(frame, list):
        return [_replaced(value, names) for value in frame]
    return _ID.sub(lambda found: names.get(found[0], found[0]), frame) if isinstance(frame, str) else frame
