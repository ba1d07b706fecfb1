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
_DRIVERS_DO = ("주차", "후진", "운전", "주행", "차선", "차로", "우회전", "좌회전", "유턴", "직진")
_DROVE = re.compile(
    r"(?:갑자기|그냥|막|확|훅|팍|쑥|획|휙|급하게|급히|무리하게|제쪽으로|우리쪽으로|이쪽으로|안보고|옆에서|옆으로|신호도?|깜빡이도?){0,4}"
    r"(?:꺾|들이밀|들어[오와왔]|밀고|끼어|끼여|파고|돌[다면고]|튀어|나[오와왔]|후진|유턴|좌회전|우회전|차선|차로|달려|신호위반|무시하|없이|지나)"
)
"""What a car does that another meets, after its name and one letter for the particle."""
_ENDING = re.compile(
    r"(?:이|가|랑|이랑|하고|과|와|에)?(?:요|예요|에요|이에요|입니다|였어요|이었어요|이라|라서|이라서|임)?[.!~]*"
)
"""What may follow a noun that is an answer ("기둥이에요")."""


def read_event(text: str) -> Event:
    """The event that a clean text tells."""
    text = word_patterns.pattern("harmless_hit").sub(_blank, text)
    if "랑 " in text or "하고 " in text:
        text = word_patterns.pattern("company_on_the_way").sub(_blank, text)
    sentence = find_words(text)
    event = _event(sentence)
    if event.span is None and event != Event():
        said = next((word for word in sentence.words if word.kind in _EVENTS), None)
        event = replace(event, span=sentence.span(said) if said else None)
    return replace(event, in_car_park="car_park" in sentence.kinds, names_car=_names_car(sentence))


def _names_car(sentence: Sentence) -> bool:
    """Whether a vehicle, a part of one, or what only a driver does is named."""
    drives = any(word.kind == "moving" and word.text.startswith(_DRIVERS_DO) for word in sentence.words)
    return drives or bool(sentence.kinds & _CAR_WORDS)


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
    if (implied := _implied(sentence)) is not None:
        return implied
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


def _implied(sentence: Sentence) -> Event | None:
    """The collision that no verb tells: an accident "with" a car, or damage where another car drove ("택시가 확 꺾어서
    문짝이 나갔어요")."""
    met = [word for word in sentence.words if word.kind in CARS or (word.kind == "a_car" and word.role == "WITH")]
    if len({word.text for word in met}) != 1 or sentence.kinds & VERBS:
        return None
    other = met[0]
    drives = other.role == "SUBJECT" and _DROVE.match(sentence.joined, other.end + 1) is not None
    if not (other.role == "WITH" and "사고" in sentence.joined) and not (drives and "damage" in sentence.kinds):
        return None
    own, others = motions(sentence, None)
    moving = True if drives else others.moving
    return Event("car", own.moving, moving, sentence.written(other), collision=True, kind=other.kind)


def _certainty(event: Event) -> int:
    return 4 * (event.with_ is not None) + 2 * (event.other_moving is not None) + (event.own_moving is not None)
