"""What hit what: with what an accident happened, and which of the two moved.

The words of `words.txt` are found with the roles that particles give to nouns. Words like 신호대기 and 직진하던 belong
to the noun that they describe, else to the subject before them, else to one's own car.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from chalicelib.nlu import word_patterns
from chalicelib.nlu.collision.crashes import class_of, collision
from chalicelib.nlu.collision.event import Event, EventWith
from chalicelib.nlu.collision.harm import harm_without_collision, left_note, opened_door
from chalicelib.nlu.collision.late_braking import braked_late, overlooked
from chalicelib.nlu.collision.motions import motions
from chalicelib.nlu.collision.words import CARS, INANIMATE, LIVING, NOUNS, VERBS, Sentence, Word, find_words

__all__ = ["Event", "EventWith", "read_event", "with_motions"]

_EVENTS = VERBS | {"water", "fire", "thief", "taken", "vanished", "fall", "gnaw", "door", "wash", "damage"}
_CAR_WORDS = CARS | {"own_car", "a_car", "part", "parked", "car_park", "engine_room"}
_ENDING = re.compile(
    r"(?:이|가|랑|이랑|하고|과|와|에)?(?:요|예요|에요|이에요|입니다|였어요|이었어요|이라|라서|이라서|임)?[.!~]*"
)
"""What may follow a noun that is an answer ("기둥이에요")."""


def read_event(text: str) -> Event:
    """The event that a clean text tells."""
    sentence = find_words(word_patterns.pattern("harmless_hit").sub(_blank, text))
    event = _event(sentence)
    if event.span is None and event != Event():
        said = next((word for word in sentence.words if word.kind in _EVENTS), None)
        event = replace(event, span=sentence.span(said) if said else None)
    return replace(event, in_car_park="car_park" in sentence.kinds, names_car=bool(sentence.kinds & _CAR_WORDS))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def with_motions(event: Event, text: str) -> Event:
    """The event with how the cars of a clean text drove, though it tells no collision."""
    own, other = motions(find_words(text), None)
    return replace(event, own_moving=own.moving, other_moving=other.moving)


def _event(sentence: Sentence) -> Event:
    words = sentence.words
    hits = [at for at, word in enumerate(words) if word.kind in VERBS]
    if (opened := opened_door(sentence)) is not None:
        return opened
    if (left := left_note(sentence)) is not None:
        return left
    if (harm := harm_without_collision(sentence)) is not None:
        return harm
    collisions = [event for at in hits if (event := collision(sentence, at)) is not None]
    into = _damaged_by(sentence)
    late = braked_late(sentence)
    if late is not None and not any(event.with_ not in (None, "car") for event in collisions):
        return late
    if collisions and _certainty(best := max(collisions, key=_certainty)) and (best.with_ or into is None):
        pushed = best.with_ == "car" and any(event.with_ == "car" and event.other_moving for event in collisions)
        return replace(best, other_moving=True) if pushed else best
    if into is not None:
        return Event("thing", True, False, sentence.written(into), collision=True, kind=into.kind)
    if (unseen := overlooked(sentence)) is not None:
        return unseen
    named = _only_noun(sentence)
    if not sentence.kinds & (VERBS | {"damage"}):
        return named
    own, other = motions(sentence, None)
    return replace(named, own_moving=own.moving, other_moving=other.moving, own_parked=own.parked)


def _damaged_by(sentence: Sentence) -> Word | None:
    """The thing that dented a car ("기둥에 범퍼가 찌그러졌어요", "방지턱을 넘다가 범퍼가 깨졌어요")."""
    words = sentence.words
    at = next((at for at, word in enumerate(words) if word.kind in ("damage", "struck")), 0)
    pairs = pairwise(words[: at + 1])
    return next(
        (noun for noun, verb in pairs if noun.kind == "thing" and (noun.role == "AT" or verb.kind == "crossed")), None
    )


def _only_noun(sentence: Sentence) -> Event:
    """The event that an answer of one noun tells ("자전거요", "기둥이요")."""
    nouns = [word for word in sentence.words if word.kind in NOUNS]
    if len(nouns) != 1 or nouns[0].start or not _ENDING.fullmatch(sentence.joined, nouns[0].end):
        return Event()
    noun = nouns[0]
    if noun.kind not in INANIMATE | LIVING | {"motor", "bicycle", "unplated"}:
        return Event()
    return Event(class_of(noun, None, noun), noun=noun.text, collision=True, kind=noun.kind)


def _certainty(event: Event) -> int:
    return 4 * (event.with_ is not None) + 2 * (event.other_moving is not None) + (event.own_moving is not None)
