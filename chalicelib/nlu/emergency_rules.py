"""Red flags: somebody may be injured, trapped, near a fire or in a car stranded in traffic. Fixed rules, no model.

Recall comes first. Separate rules leave out what is over, hypothetical, only asked about or denied, clause by clause,
so that "다친 사람은 없는데 차에서 연기가 나요" still counts. An emergency at a place (fire, traffic, water) is over for
people who say that they have left it; an injury is not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from chalicelib.nlu import word_patterns
from chalicelib.nlu.breakdown import reports_breakdown
from chalicelib.nlu.cover_questions import asks_of_cover, without_supposed
from chalicelib.nlu.dialogue_acts import split_sentences
from chalicelib.nlu.gazetteer import blank_place_names
from chalicelib.nlu.stranded_vehicle import extract_stranded_evidence
from chalicelib.nlu.text import repair_typos

_CLAUSE = re.compile(r"[.!?…\n]+|(?<=[가-힣])(?:는데|은데|ㄴ데|지만|했고|이고|고요)\s|,\s")
_DENIALS = "없 읎 업 안 않 아니 아닙 아님 못 말고 됐 괜찮 필요 죽 살 미치 돌겠 환장 뒤지 숨 無 x X no No NO"
_SETTLED = "불 연기 김 화재 피 의식 정신 기름 가스 냄새 물 시동 다쳤 갇혔 끼었 빠졌 잠겼 쓰러 기절 부러 뒤집 깔 브레"
"""A text with none of these words isn't searched for what is denied, or over."""

_FLOODED = "물 잠기 잠겨 잠겼 잠깄 침수 떠내려"

_MILD = ("nobody_injured", "injured_mildly")


@lru_cache(maxsize=32)
def detects_emergency(text: str, *, place_left: bool = False, ignored_patterns: tuple[str, ...] = ()) -> bool:
    """Whether a clean text reports danger to people now.

    `place_left`: the customer is known to have left the place. `ignored_patterns`: keys of word_patterns.txt whose
    matches are no emergency here.
    """
    return detects_harm(text, place_left=place_left, ignored_patterns=ignored_patterns) or (
        not place_left and _in_traffic(text)
    )


@lru_cache(maxsize=32)
def detects_harm(text: str, *, place_left: bool = False, ignored_patterns: tuple[str, ...] = ()) -> bool:
    """As `detects_emergency`, but without cars stranded in traffic: somebody hurt or trapped, fire, fuel,
    water."""
    if word_patterns.pattern("emergency_elsewhere").search(text):
        return False
    unhurt = word_patterns.pattern("nobody_injured").search(text) is not None
    ignored_patterns = (*ignored_patterns, *(("caught_between",) if unhurt else ()))
    text = without_unreal_emergencies(blank_place_names(text))
    bodily = word_patterns.remove_matches(text, *ignored_patterns)
    return _detects(bodily, "emergency") or (
        not place_left and _detects(_current_emergency_text(text), "emergency_at_place")
    )


def without_unreal_emergencies(text: str) -> str:
    """`text` without words that only look like a danger: denied ones, also in lists, manners of speaking, what a
    question of cover supposes, and what is over or hearsay, unless it goes on."""
    text = word_patterns.remove_matches(without_supposed(text), "emergency_lookalike")
    if word_patterns.pattern("people_aboard").search(text) and reports_breakdown(text):
        text = word_patterns.remove_matches(text, "people_aboard")
    if _has_cue(text, _DENIALS):
        text = word_patterns.remove_matches(text, "emergency_denied")
    if _is_flood_left(text):
        text = word_patterns.remove_matches(text, "flood_words")
    if not _has_cue(text, _SETTLED) or says_emergency_lasts(text):
        return text
    return word_patterns.remove_matches(text, "emergency_settled")


def _is_flood_left(text: str) -> bool:
    """Whether a flood is over, or took a car that nobody was in."""
    return (
        _has_cue(text, _FLOODED)
        and word_patterns.pattern("flood_left").search(text) is not None
        and word_patterns.pattern("flood_lasts").search(text) is None
    )


def _has_cue(text: str, cues: str) -> bool:
    return any(cue in text for cue in cues.split())


def _in_traffic(text: str) -> bool:
    if word_patterns.pattern("emergency_elsewhere").search(text):
        return False
    return (
        _detects(_current_emergency_text(without_unreal_emergencies(blank_place_names(text))), "emergency_traffic")
        and not extract_stranded_evidence(text, repair_typos(text)).ruled_out
    )


def _current_emergency_text(text: str) -> str:
    # "Nobody is injured" does not rule out a fire.
    return word_patterns.remove_matches(_after_emergency_over(text), "nobody_injured")


def is_severe(text: str, *, place_left: bool = False, ignored_patterns: tuple[str, ...] = ()) -> bool:
    """Whether there is an emergency beyond mild injuries: "두 명 다쳤어요" answers a question, "의식이 없어요" is an
    emergency."""
    return detects_emergency(text, place_left=place_left, ignored_patterns=(*ignored_patterns, *_MILD))


def says_emergency_over(text: str) -> bool:
    """Whether the emergency is said to be over: the customer is at home, the car at a garage, the smoke gone."""
    return not says_emergency_lasts(text) and word_patterns.pattern("emergency_over").search(text) is not None


def says_emergency_lasts(text: str) -> bool:
    """Whether the emergency is said to continue or to begin again."""
    return word_patterns.pattern("emergency_ongoing").search(text) is not None


def _after_emergency_over(text: str) -> str:
    """The text after the words that say that the emergency is over."""
    if not says_emergency_over(text):
        return text
    *_, last = word_patterns.pattern("emergency_over").finditer(text)
    return text[last.end() :]


def _detects(text: str, key: str) -> bool:
    beside = split_sentences(text) if asks_of_cover(text) else ()
    return any(_clause_detects(clause, key) for clause in [text, *_CLAUSE.split(text), *beside])


def _clause_detects(clause: str, key: str) -> bool:
    if word_patterns.pattern("emergency_ruled_out").search(clause):
        return False
    return word_patterns.pattern(key).search(clause) is not None
