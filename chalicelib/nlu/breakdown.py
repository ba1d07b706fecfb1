"""Breakdowns: a car that needs help without an accident. Fixed rules, since the model takes rarer words for them, such
as a nail in a tyre, for an accident or nothing."""

from __future__ import annotations

from chalicelib.nlu import word_patterns
from chalicelib.nlu.collision import read_event


def reports_breakdown(text: str) -> bool:
    """Whether a clean text tells of a breakdown, and of no collision, danger or supposed case besides. A car that shall
    only be pulled out of where it got stuck ("꺼내만 주세요") had none to its driver."""
    if word_patterns.pattern("breakdown").search(text) is None:
        return False
    rest = word_patterns.remove_matches(text, "breakdown", "nobody_injured")
    others = ("collision", "breakdown_danger", "breakdown_caused", "breakdown_supposed", "accident_told_elsewhere")
    if any(word_patterns.pattern(key).search(rest) for key in others):
        return False
    return word_patterns.pattern("only_freed").search(text) is not None or not read_event(rest).befell_car
