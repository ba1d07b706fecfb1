"""Which car stood and which moved, by the words that say so ("신호대기 중", "직진하던", "주차된")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chalicelib.nlu.collision.words import CARS, OTHERS, OWN_KINDS, STATES, Sentence, Word

OWN, OTHER = "own", "other"
SENTENCE_END = re.compile(r"[.!?\n]")
_DESCRIBES = re.compile(
    r"(?:[던는된둔논인진은온한선운]|중인)(?:[그그런]|흰색?|검은색?|검정|빨간|파란|하얀|큰|작은|1톤|대형|소형)?$"
)

_CONNECTED = ("는데", "다가", "면서")
_CLAUSE_END = re.compile(r"(?:는데|다가|면서|[던는]중에)$")
"""Ends of a clause: what follows says how another car was ("도는데 진입하던 차가")."""
_FOLLOWS = re.compile(
    r"(?:갑자기|그냥|막|확|먼저)?(?:(?:왼|오른|옆|뒤|앞|이|저|반대)쪽?[으]?로)?(?:갑자기|그냥|막|확)?"
)
"""What stands between a subject without a particle and what it does ("다른 차 왼쪽으로 돌다가")."""

_STOOD_IN_TRAFFIC = ("신호", "정차", "정지", "정체", "서있", "멈춰")
_COMES_OUT = ("나오니", "찾으니", "돌아오니")
"""What an owner does who comes back to a parked car; what a car does itself, if it is the subject."""
_LASTED = re.compile(r"[가-힣]{0,5}?(?:있었|있던|뒀[고구던]|중이?었|중이(?:고|라|에요|어)|중인|상태)")
"""Says of a state that it lasted as it happened ("저는 서 있었고요"), and didn't follow ("저는 멈췄어요")."""


def is_own(word: Word | None, owner: dict[int, str]) -> bool:
    """Whether a noun is one's own side; `owner` says whose an unspecific 차 is, by its position."""
    return word is not None and (word.kind in OWN_KINDS or owner.get(word.start) == OWN)


@dataclass(slots=True)
class Motion:
    """Whether a car moved, and whether it was parked."""

    moving: bool | None = None
    parked: bool = False


def motions(
    sentence: Sentence, owner: dict[int, str] | None, until: int | None = None, *, struck: bool = False
) -> tuple[Motion, Motion]:
    """How one's own car and the other were, by the words that say so: the last ones `until` it happened, else any. What
    is told of a side afterwards ("저는 서 있었고요") counts; of one that was `struck` also without its name."""
    own, other = Motion(), Motion()
    named = [(at, word) for at, word in enumerate(sentence.words) if word.kind in STATES]
    before = [(at, word) for at, word in named if until is not None and word.start < until]
    later = [(at, word) for at, word in named if before and word.start >= (until or 0)]
    for at, word in (*(before or named), *later):
        subject = _described_noun(sentence, at) or _subject_before(sentence, at)
        unnamed = subject is None or (subject.kind == "a_car" and subject.start not in (owner or {}))
        by_own = unnamed or is_own(subject, owner or {})
        state = own if by_own else other
        known = subject is not None or (struck and word.text.startswith(_STOOD_IN_TRAFFIC))
        if (at, word) in later and not (known and _lasted(sentence, word)):
            continue
        comes_out = not by_own and word.text.startswith(_COMES_OUT)
        state.moving = word.kind == "moving" or comes_out
        state.parked = state.parked or (word.kind == "parked" and not comes_out)
    return own, other


def _lasted(sentence: Sentence, state: Word) -> bool:
    return _LASTED.match(sentence.joined, state.start + 1) is not None


def _described_noun(sentence: Sentence, at: int) -> Word | None:
    """The noun that a state describes ("신호대기 중인 제 차")."""
    words = sentence.words
    while at + 1 < len(words) and words[at + 1].kind in STATES and _runs_on(sentence, words[at], words[at + 1]):
        at += 1
    if at + 1 == len(words) or words[at + 1].kind not in OWN_KINDS | OTHERS | {"a_car"}:
        return None
    state, noun = words[at], words[at + 1]
    near = noun.start - state.end <= 6
    return noun if near and _DESCRIBES.search(sentence.joined[state.start : noun.start]) else None


def _runs_on(sentence: Sentence, state: Word, following: Word) -> bool:
    """Whether two states describe the same noun ("신호대기 중 서 있던 차")."""
    between = sentence.joined[state.start : following.start]
    if state.text.endswith(_CONNECTED) or _CLAUSE_END.search(between):
        return False
    return following.start - state.end <= 2 and (following.start == state.end or _DESCRIBES.search(between) is not None)


def describes(sentence: Sentence, state: Word) -> bool:
    """Whether a state describes a noun, rather than being said of a subject."""
    return _described_noun(sentence, sentence.words.index(state)) is not None


def is_described(sentence: Sentence, noun: Word) -> bool:
    """Whether words before a noun say which one it is ("후진하던 차")."""
    before = sentence.joined[: noun.start]
    return _DESCRIBES.search(before[-4:]) is not None


def _subject_before(sentence: Sentence, at: int) -> Word | None:
    state = sentence.words[at]
    for word in reversed(sentence.words[:at]):
        if word.kind in ("hit", "struck", "touch") or SENTENCE_END.search(sentence.joined[word.end : state.start]):
            return None
        if word.kind in OWN_KINDS | OTHERS | {"a_car"} and word.role == "SUBJECT":
            return word
        if word.kind in CARS and word.role == "" and _FOLLOWS.fullmatch(sentence.joined, word.end, state.start):
            return word
    return None
