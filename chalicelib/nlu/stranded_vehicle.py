"""A car that stands in traffic: on a motorway or its shoulder, in a tunnel, on a bridge, in a lane, at a crossing.

Fixed rules, no model: a road with traffic and a car that has stopped, anywhere in the text. Left out are what is past,
settled, hypothetical, only asked about or denied, another car, and places off the road (rest areas, car parks,
garages). The patterns are in stranded_vehicle.txt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chalicelib.nlu import word_patterns
from chalicelib.nlu.text import clean_text, repair_typos

_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class StrandedEvidence:
    """What a text says about a stopped car. `fast_road`: on a road with fast traffic. `other_road`: on another road.
    `stopped`: the car doesn't move. `needs_help`: help is asked for. `in_traffic_now`: it is in a lane or on the
    shoulder now. `ruled_out`: a road or a broken-down car is mentioned, but the event is past, settled, hypothetical,
    only asked about, another's, or off the road; the other fields are false then."""

    fast_road: bool = False
    other_road: bool = False
    stopped: bool = False
    needs_help: bool = False
    in_traffic_now: bool = False
    ruled_out: bool = False

    @property
    def is_stranded(self) -> bool:
        """Whether the evidence suffices."""
        return (
            self.in_traffic_now
            or (self.fast_road and (self.stopped or self.needs_help))
            or (self.other_road and self.stopped)
        )

    @property
    def is_partial(self) -> bool:
        """Whether another message may complete the evidence."""
        return not self.is_stranded and (self.fast_road or self.stopped or self.needs_help)


NO_EVIDENCE = StrandedEvidence()
RULED_OUT = StrandedEvidence(ruled_out=True)


def detects_stranded_vehicle(text: str) -> bool:
    """Whether `text` says that a car stands in traffic now."""
    cleaned = clean_text(text)
    return extract_stranded_evidence(cleaned, repair_typos(cleaned)).is_stranded


def extract_stranded_evidence(cleaned: str, repaired: str) -> StrandedEvidence:
    """The evidence in a text for a car that stands in traffic now."""
    # English is read without `repair_typos`, which takes some words for Hangul typed on the wrong keyboard.
    korean, english = _korean_evidence(_BLANK.sub("", repaired)), _english_evidence(cleaned)
    return english if english.is_stranded or english.ruled_out else korean


def says_out_of_traffic(repaired: str) -> bool:
    """Whether people are said to wait off the road, or cars to have been moved to its side, and nothing beside it says
    that a car stands in traffic: of the latter also not that it doesn't drive."""
    text = _BLANK.sub("", repaired)
    waiting = word_patterns.remove_matches(text, "traffic_people_safe")
    rest = word_patterns.remove_matches(waiting, "traffic_pulled_over")
    found = _korean_evidence(rest)
    if waiting != text:
        return not found.in_traffic_now
    return rest != text and not (found.in_traffic_now or found.stopped or found.needs_help)


def is_fast_road(place: str) -> bool:
    """Whether a place is a road on which a stopped car is an emergency."""
    squeezed = _BLANK.sub("", repair_typos(place))
    return _matches("traffic_fast_road", word_patterns.remove_matches(squeezed, "traffic_negated")) and not _matches(
        "traffic_off_road", squeezed
    )


def _korean_evidence(text: str) -> StrandedEvidence:
    text = word_patterns.remove_matches(text, "traffic_owned_since")
    known = any(_matches(f"traffic_{key}", text) for key in ("fast_road", "other_road", "stopped", "needs_help"))
    harmless = RULED_OUT if known else NO_EVIDENCE
    away = _matches("traffic_elsewhere", text) or _matches("traffic_past", text)
    if away and not _matches("traffic_still", text):
        return harmless
    whole, text = (
        text,
        word_patterns.remove_matches(_after_settled(text), "traffic_negated", "traffic_other_car", "traffic_bumped"),
    )
    here = _matches("traffic_in_lane", text)
    if _matches("traffic_off_road", whole) and not here:
        return harmless
    stopped = _matches("traffic_stopped", text)
    asked = _matches("traffic_question", text) and not _matches("traffic_now", text)
    if _matches("traffic_hypothetical", text) or (asked and not stopped and not here):
        return harmless
    road, street = _matches("traffic_fast_road", text), _matches("traffic_other_road", text)
    found = StrandedEvidence(road, street, stopped, _matches("traffic_needs_help", text), here)
    bumped = not _matches("traffic_fast_road", whole) and _matches("traffic_bumped", whole)
    over = bumped or _matches("traffic_other_car", whole) or _after_settled(whole) != whole
    return harmless if over and not (stopped or found.needs_help or here) else found


def _english_evidence(text: str) -> StrandedEvidence:
    text = word_patterns.remove_matches(text, "traffic_en_jam")
    road, stopped = _matches("traffic_en_road", text), _matches("traffic_en_stopped", text)
    helps = _matches("traffic_en_needs_help", text)
    asked = _matches("traffic_en_question", text)
    if _matches("traffic_en_negated", text) or (asked and not stopped):
        return RULED_OUT if road or stopped or helps else NO_EVIDENCE
    return StrandedEvidence(
        fast_road=road,
        stopped=stopped,
        needs_help=helps and not asked,
        in_traffic_now=_matches("traffic_en_in_lane", text),
    )


def _after_settled(text: str) -> str:
    """The text after the words that say that the rest is settled."""
    if _matches("traffic_still", text):
        return text
    ends = [found.end() for found in word_patterns.pattern("traffic_settled").finditer(text)]
    return text[ends[-1] :] if ends else text


def _matches(key: str, text: str) -> bool:
    return word_patterns.pattern(key).search(text) is not None
