"""The requests of a message: "사고 접수해 주시고 보험료도 알려주세요" has two."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chalicelib.nlu import dialogue_acts, word_patterns

_FACTS = frozenset({"occurred_at", "place", "plates", "phone"})

MAX_REQUESTS = 5
"""Requests of a message that are read."""

_NUMBERED = re.compile(r"(?:^|(?<=[\s,:]))(?:(\d)\s?[.)](?!\d)|([①-⑨]))\s*")
_PLEASE_AND = re.compile(r"주(?:시)?고$")
_WANTS_AND = re.compile(r"싶고$")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"


def split_requests(text: str) -> tuple[str, ...]:
    """The parts of a clean message that ask for something, in order: items of a numbered list, or sentences and
    clauses."""
    items = _split_numbered(text)
    parts = items or [
        part
        for sentence in dialogue_acts.split_sentences(text)
        for part in word_patterns.pattern("request_boundary").split(sentence)
    ]
    finished = (_WANTS_AND.sub("싶어요", _PLEASE_AND.sub("주세요", each.strip(" ,."))) for each in parts)
    return tuple(part for part in finished if part and (items or is_request(part)))[:MAX_REQUESTS]


def reporting_parts(text: str) -> tuple[str, ...]:
    """The sentences and clauses of a clean message that report a collision and ask for nothing."""
    return tuple(
        part
        for part in dialogue_acts.split_sentences(text)
        if word_patterns.pattern("collision").search(part) and not is_request(part)
    )


def wonders(entities: Mapping[str, object]) -> bool:
    """Whether a question with these entities wonders about a fact and asks nothing: "9시였나요"."""
    return not _FACTS.isdisjoint(entities)


def asked_topic(text: str, of: str = "asked_topic") -> str:
    """The topic of a question that people ask at the scene of an accident, or `of` another group; "" for any other."""
    topics = word_patterns.pattern_group(of)
    return next((name for name, pattern in topics if pattern.search(text)), "")


def asks_about(text: str) -> bool:
    """Whether a request asks for an answer."""
    return dialogue_acts.is_question(text) or word_patterns.pattern("request_question").search(text) is not None


def shorten_request(text: str) -> str:
    """A request without "I'd like to know" at its end."""
    return word_patterns.pattern("request_ending").sub("", text).strip(" ,.?!")


def is_request(text: str) -> bool:
    """Whether a clause asks for something, to be done or to be known."""
    return dialogue_acts.is_question(text) or word_patterns.pattern("request").search(text) is not None


def _split_numbered(text: str) -> list[str]:
    """The items of a list that is numbered from 1; [] where there is none."""
    found = [(int(match[1]) if match[1] else _CIRCLED.index(match[2]) + 1, match) for match in _NUMBERED.finditer(text)]
    run = [match for place, (number, match) in enumerate(found, start=1) if number == place]
    if len(run) < 2 or len(run) < len(found):
        return []
    ends = [*(match.start() for match in run[1:]), len(text)]
    return [text[match.end() : end] for match, end in zip(run, ends, strict=True)]
