"""Collisions: who hit whom, by verbs and particles. Who is subject or comes "from behind" of an active verb, or stands
with 에게 of a passive one, moved."""

from __future__ import annotations

import re

from chalicelib.nlu.collision.event import Event, EventWith
from chalicelib.nlu.collision.motions import Motion, is_described, is_own, motions
from chalicelib.nlu.collision.parties import agent_of, clause_before, counterpart, fled, owners, pushed_on
from chalicelib.nlu.collision.words import (
    CARS,
    INANIMATE,
    LIVING,
    NOUNS,
    OTHERS,
    VERBS,
    Sentence,
    Word,
)

_FROM_A_SIDE = re.compile(
    r"(?<![역점앞소교관원트집청장물])(?:뒤쪽?|옆쪽?|후방|측면|맞은편|반대편|왼쪽|오른쪽|정면)에서(?!있)"
)
_DRIVING = ("후진", "빠꾸", "운전", "주차", "좌회전", "우회전", "유턴", "차선", "차로", "출발", "차빼", "빼", "추월")
_GOING = ("오던", "가던", "따라", "직진", "진입", "합류")
_CAME_ON_IT = re.compile(
    r"(?:자전거|오토바이|킥보드|스쿠터|바이크)(?:를)?(?:탄|타신|타시던|타던|몰던)|타고(?:[가-힣]{0,6}?)(?:오|와|왔|가던|가는|달리|달려|지나|내려|건너)|달려오|달려와|달려왔|쌩|질주"
)
_MUTUAL = re.compile(r"끼리|서로")
_GOING_AHEAD = re.compile(r"앞(?:에서?|서서?)?(?:가던|가는|가고있[던는]|달리던|달리는|주행하던|주행중이?던)")
_UNDERWAY = re.compile(r"(?:오|가|달리|나오|나가)(?:던|는)(?:흰색?|검은색?|검정|큰|작은|대형|1톤|배달|시내|마을)?$")
"""Before a car: that it drove ("마주 오는 차")."""
_PASSING = re.compile(r"교행|서로(?:비켜|지나|피해)|마주지나|스쳐지나")
"""Cars that pass one another both drive."""
_OF_CARS = "박받쳐들치추"
"""First letters of verbs that only a car does to a car, and no hand."""
_HAS_COME = re.compile(r"온?")
"""Between the words that say that somebody came and their noun."""
_MAX_BARE = 2
"""Letters between a car without a particle and the touch ("앞차 살짝 콩")."""
_MAX_LATER = 15
"""Letters between somebody and what says that they came."""
_FOUND_LATER = ("있", "걸발견", "걸봤", "걸알", "것을", "자국", "흔적", "채로")
"""After a passive verb: the damage was found, nobody saw it happen."""


def collision(sentence: Sentence, at: int) -> Event | None:
    """The event of the verb at `at`."""
    words, verb = clause_before(sentence, at), sentence.words[at]
    agent = agent_of(sentence, words, verb)
    if (tool := _tool(words, verb, agent)) is not None:
        own, _ = motions(sentence, None, verb.start)
        return Event("thing", own.moving, True, tool.text, own_parked=own.parked, span=sentence.span(verb))
    owner = owners(sentence, words, verb, agent)
    other = counterpart(sentence, words, verb, agent, owner)
    over_nothing = verb.kind == "run_over" and (other is None or other.kind not in INANIMATE | LIVING | {"bicycle"})
    if over_nothing or pushed_on(words, verb) or _pushed_by_hand(sentence, verb, agent):
        return None
    kind = _met_with(sentence, words, verb, agent, other)
    own, others = motions(sentence, owner, verb.start, struck=verb.kind == "struck")
    stood = agent is None and own.parked and not own.moving
    if kind is None and stood and verb.kind == "hit" and verb.text[0] in _OF_CARS:
        return Event("car", False, True, collision=True, own_parked=True, span=sentence.span(verb))
    own_moves, other_moves = _who_moved(sentence, verb, agent, other, owner)
    if (struck := _driven_into(words, verb, agent, owner)) is not None:
        kind, other_moves = kind or "car", True
        own_moves = False if own.parked or own.moving is False else None
        if any(word.kind == "moving" and word.start >= struck.end for word in words):
            own = Motion(None, parked=own.parked)  # who drove into it did that
    if kind == "thing":
        own_moves, other_moves = True, False
    if other is not None and other.kind == "beside" and others.moving is None and _parks(sentence, verb):
        other_moves = False
    if own_moves is None and own.moving is None and _met_on_the_way(sentence, other, kind):
        own_moves = True
    return Event(
        kind,
        own.moving if own_moves is None else own_moves,
        (_comes_along(sentence, other) or _is_ridden(sentence, other) or others.moving)
        if other_moves is None
        else other_moves,
        sentence.written(other) if other is not None and other.kind in OTHERS else "",
        collision=not (kind == "animal" and agent is other and verb.text[0] == "긁"),
        own_parked=own.parked and own_moves is not True,
        other_parked=others.parked and other_moves is not True,
        kind="" if other is None else other.kind,
        span=sentence.span(verb),
    )


def _driven_into(words: tuple[Word, ...], verb: Word, agent: Word | None, owner: dict[int, str]) -> Word | None:
    """One's own car, if it is what another driver hit, named or not ("내 차를 이웃이 후진하다 박았어요")."""
    if verb.kind != "hit" or verb.text[0] not in _OF_CARS or is_own(agent, owner) or (agent and agent.kind in LIVING):
        return None
    met = next((word for word in reversed(words) if word.role == "OBJECT" and word.kind in NOUNS), None)
    return met if is_own(met, owner) else None


def _parks(sentence: Sentence, verb: Word) -> bool:
    """Whether one's own car was being parked, beside one that stood there."""
    parking = (word for word in sentence.words if word.end <= verb.start and word.kind == "moving")
    return any(word.text.startswith("주차") for word in parking)


def _met_on_the_way(sentence: Sentence, other: Word | None, kind: EventWith | None) -> bool:
    """Whether one's own car drove, though nobody says so: it met somebody living, or what came out suddenly."""
    return kind in ("person", "animal") or (kind == "car" and _came(sentence, other))


def _who_moved(
    sentence: Sentence, verb: Word, agent: Word | None, other: Word | None, owner: dict[int, str]
) -> tuple[bool | None, bool | None]:
    """Whether one's own car and the other moved, as far as the verb says."""
    by_own = is_own(agent, owner)
    if verb.kind == "touch" and _PASSING.search(sentence.joined, 0, verb.start) and _counts_as_car(other):
        return True, True
    if verb.text.isascii():
        return (None, True) if sentence.joined.startswith(("me", "my"), verb.end) else (True, None)
    if verb.kind == "struck":
        seen_later = other is None and sentence.joined.startswith(_FOUND_LATER, verb.end)
        return None, None if seen_later else True
    if other is not None and other.kind in LIVING and _came(sentence, other):
        return True if verb.kind == "hit" and agent is not other else None, True
    if verb.kind == "touch":
        return _who_moved_at_a_touch(sentence, verb, agent, other, by_own=by_own)
    if by_own:
        return True, None
    if other is not None and other.role == "TO" and other.kind in CARS:
        return None, True  # with a kickboard, say
    if agent is None and other is not None and other.role == "OBJECT":
        return True, None
    if agent is not None or _comes_from_a_side(sentence, verb) or fled(sentence, verb):
        return None, True
    return (True if other is not None and other.role != "WITH" else None), None


def _counts_as_car(other: Word | None) -> bool:
    return other is None or other.kind in CARS | {"a_car"}


def _who_moved_at_a_touch(
    sentence: Sentence, verb: Word, agent: Word | None, other: Word | None, *, by_own: bool
) -> tuple[bool | None, bool | None]:
    """The same for a verb that says of neither that it hit the other."""
    if by_own:
        return (True if other is not None and other.role == "AT" else None), None
    bare = other is not None and other.kind == "front" and other.role == "" and verb.start - other.end <= _MAX_BARE
    if agent is None and other is not None and (other.role == "OBJECT" or bare):
        return True, None
    met = next((word for word in reversed(sentence.words) if word.end <= verb.start), None)
    if (
        met is not None
        and met.kind == "own_car"
        and met.role in ("OBJECT", "AT")
        and other is not None
        and (other.role == "SUBJECT" or (met.role == "AT" and other.role == "" and other.end <= met.start))
    ):
        return None, True  # "뒤차가 제 차를 콩"
    comes = agent is other if agent is not None else other is None and _comes_from_a_side(sentence, verb)
    return None, True if comes or (other is not None and other.kind in CARS and _came(sentence, other)) else None


def _pushed_by_hand(sentence: Sentence, verb: Word, agent: Word | None) -> bool:
    """Whether people pushed a car ("차를 밀어서 갓길로 옮겼어요"): no other car is said to have done it."""
    by_car = agent is not None and agent.kind in CARS | {"a_car"}
    return verb.text[0] == "밀" and not by_car and not _comes_from_a_side(sentence, verb)


def _met_with(
    sentence: Sentence, words: tuple[Word, ...], verb: Word, agent: Word | None, other: Word | None
) -> EventWith | None:
    """What one's own car met: a car, too, where somebody drives, where it came from a side or both hit each other."""
    kind = class_of(other, agent, verb)
    by_driver = kind == "person" and agent is other and _drives(words, agent)
    unnamed = kind is None and (
        _comes_from_a_side(sentence, verb) or _MUTUAL.search(sentence.joined, 0, verb.start) is not None
    )
    return "car" if by_driver or unnamed else kind


def class_of(other: Word | None, agent: Word | None, verb: Word) -> EventWith | None:
    if other is None:
        return None
    if other.kind == "somebody":
        return "car" if verb.text[0] in _OF_CARS else None
    if other.kind in INANIMATE:
        return "thing"
    if other.kind == "animal":
        return "animal"
    if other.kind == "person":
        drives = other is agent and verb.kind == "hit" and verb.text[0] in "박받긁들"
        grown = not any(young in other.text for young in ("학생", "아이", "애", "꼬마", "어린이", "보행자", "행인"))
        return "car" if drives and grown else "person"
    return "car"


def _came(sentence: Sentence, noun: Word | None) -> bool:
    if noun is None:
        return False
    came = [word for word in sentence.words if word.kind == "came"]
    if noun.kind in LIVING and any(_HAS_COME.fullmatch(sentence.joined, word.end, noun.start) for word in came):
        return True  # "뛰어든 고라니"
    return any(0 <= word.start - noun.end < _MAX_LATER for word in came)


def _tool(words: tuple[Word, ...], verb: Word, agent: Word | None) -> Word | None:
    """What somebody on foot damaged the car with ("손님이 카트로 긁었어요")."""
    if agent is None or agent.kind not in ("person", "somebody") or verb.kind not in ("hit", "touch"):
        return None
    return next((word for word in words if word.kind == "loose" and word.role == "TO"), None)


def _drives(words: tuple[Word, ...], agent: Word | None) -> bool:
    """Whether what somebody did takes a car ("어떤 분이 후진하다가 건드렸어요")."""
    after = (word for word in words if agent is not None and word.start >= agent.end and word.kind == "moving")
    return any(word.text.startswith(_DRIVING) for word in after)


def _comes_along(sentence: Sentence, other: Word | None) -> bool | None:
    """True of a car whose words say that it drove ("마주 오던 차", "앞에 가던 버스", "골목에서 튀어나온 택시")."""
    if other is None or other.kind not in CARS | {"a_car"}:
        return None
    before = [word for word in sentence.words if word.start < other.start]
    since = max((word.end for word in before if word.kind in NOUNS | VERBS), default=0)
    ahead = _GOING_AHEAD.search(sentence.joined, since, other.start) or _UNDERWAY.search(
        sentence.joined, since, other.start
    )
    came = bool(before) and before[-1].kind == "came" and is_described(sentence, other)
    return (
        True
        if ahead or came or other.text.startswith(_DRIVING) or any(going in other.text for going in _GOING)
        else None
    )


def _is_ridden(sentence: Sentence, other: Word | None) -> bool | None:
    """True of a bicycle or the like on which somebody came, wherever the text says so."""
    if other is None or other.kind not in ("motor", "bicycle", "unplated"):
        return None
    return True if _CAME_ON_IT.search(sentence.joined) else None


def _comes_from_a_side(sentence: Sentence, verb: Word) -> bool:
    return _FROM_A_SIDE.search(sentence.joined[: verb.start]) is not None
