"""Answers to single questions of the accident form, as far as the words are about them."""

from __future__ import annotations

import re
from datetime import datetime

from chalicelib.bot.understanding import replies, report, rules, times
from chalicelib.bot.understanding.clock import agos, clocks
from chalicelib.bot.understanding.text import clean

_HOSPITAL = re.compile(
    r"((?:[가-힣A-Za-z0-9]+\s)?[가-힣A-Za-z0-9]{2,}(?:병원|의원|의료원|한의원|외과|내과|세브란스|클리닉|메디컬\s?센터|보건소))"
)
_LONGEST_NAME = 20


def yes_or_no(slot: str, text: str) -> bool | None:
    """An answer to a yes/no question of the form: words about what was asked, or nothing but a yes or a no."""
    tidy = clean(text)
    known = replies.known_part(tidy)
    said = None if replies.off_subject(slot, known) else report.topical(slot, known)
    return replies.agrees(tidy, slot) if said is None else said


def driver(text: str) -> str | None:
    """Who drove: somebody named with the wheel in his hands, or nobody but him named."""
    tidy = clean(text)
    said = _first("driver_said", tidy)
    if said or (replies.verbal(tidy) and not rules.pattern("driver_drove").search(tidy)):
        return said
    return _first("driver_reply", tidy)


def nobody_drove(text: str) -> bool:
    """Whether the car stood parked, with nobody named."""
    return _first("driver_reply", text) is None and rules.pattern("driver_none").search(clean(text)) is not None


def hospital(text: str) -> str:
    """The hospital that an answer names; "" for none."""
    rest = replies.bare(text)
    named = _HOSPITAL.search(rest)
    if named:
        return named[1].strip()
    return "" if no_hospital(text) or replies.verbal(text) or len(rest) > _LONGEST_NAME else rest


def no_hospital(text: str) -> bool:
    """Whether somebody says that nobody went to one."""
    return replies.agrees(text, "hospital") is False or rules.pattern("hospital_none").search(text) is not None


def dated(text: str, now: datetime) -> bool:
    """Whether a time said is that of the accident: an hour, words of an accident, or little more than the time. "오늘
    날씨 진짜 춥네요" tells no day."""
    tidy = clean(text)
    if clocks(tidy) or agos(tidy) or rules.pattern("reply_accident").search(tidy):
        return True
    for start, end in sorted(times.spans(tidy, now.date()), reverse=True):
        tidy = f"{tidy[:start]} {tidy[end:]}"
    return replies.unlike(tidy) <= 1


def placed(text: str, read: str, now: datetime) -> bool:
    """Whether a place said is that of the accident: said with words of an accident, or by itself."""
    tidy = clean(text)
    if replies.elsewhere(tidy):
        return False
    alone = report.place(tidy, read, now) == replies.bare(tidy)
    return rules.pattern("reply_accident").search(tidy) is not None or (alone and not replies.verbal(tidy))


def _first(kind: str, text: str) -> str | None:
    return next((name for name, pattern in rules.group(kind) if pattern.search(text)), None)
