"""Collisions: who hit whom, by verbs and particles. Who is subject or comes "from behind" of an active verb, or stands
with 에게 of a passive one, moved."""

from __future__ import annotations

import re

from chalicelib.nlu.collision.event import Event, EventWith
from chalicelib.nlu.collision.motions import OTHER, OWN, SENTENCE_END, describes, is_described, is_own, motions
from chalicelib.nlu.collision.words import (
    CARS,
    INANIMATE,
    LIVING,
    NOUNS,
    OTHERS,
    OWN_KINDS,
    STATES,
    VERBS,
    Sentence,
    Word,
)

_NEW_SUBJECT = re.compile(r"(?:는데|은데|인데|한데|는디|ㄴ데|었는데|니까|을때|던중|중에|길래|더니)")
_FROM_A_SIDE = re.compile(
    r"(?<![역점앞소교관원트집청장물])(?:뒤쪽?|옆쪽?|후방|측면|맞은편|반대편|왼쪽|오른쪽|정면)에서(?!있)"
)
_DRIVING = ("후진", "빠꾸", "운전", "주차", "좌회전", "우회전", "유턴", "차선", "차로", "출발", "차빼", "빼", "추월")
_GOING = ("오던", "가던", "따라", "직진", "진입", "합류")
_CAME_ON_IT = re.compile(
    r"타고(?:[가-힣]{0,6}?)(?:오|와|왔|가던|가는|달리|달려|지나|내려|건너)|달려오|달려와|달려왔|쌩|질주"
)
_MUTUAL = re.compile(r"끼리|서로")
_GOING_AHEAD = re.compile(r"앞(?:에서?|서서?)?(?:가던|가는|가고있[던는]|달리던|달리는|주행하던|주행중이?던)")
_UNDERWAY = re.compile(r"(?:오|가|달리|나오|나가)(?:던|는)(?:흰색?|검은색?|검정|큰|작은|대형|1톤|배달|시내|마을)?$")
"""Before a car: that it drove ("마주 오는 차")."""
_PASSING = re.compile(r"교행|서로(?:비켜|지나|피해)|마주지나|스쳐지나")
"""Cars that pass one another both drive."""
_IN_CHAIN = re.compile(r"(?:앞|뒤|뒷|가운데|중간|첫|마지막|번째)(?:에?차|차량|에)?(?:이?고|인데|였|이었|라서)")
"""Which of several cars in a pile-up one's own was ("저는 맨 앞차고")."""
_OF_CARS = "박받쳐들치추"
"""First letters of verbs that only a car does to a car, and no hand."""
_MAX_APART = 10
_HAS_COME = re.compile(r"온?")
"""Between the words that say that somebody came and their noun."""
_MAX_BARE = 2
"""Letters between a car without a particle and the touch ("앞차 살짝 콩")."""
_PUT_THERE = re.compile(r"(?:세워|주차해?|대|파킹해)\s?(?:놓은|놨던|둔|두었던|뒀던|논)$")
_MAX_LATER = 15
"""Letters between somebody and what says that they came."""
_FOUND_LATER = ("있", "걸발견", "걸봤", "걸알", "것을", "자국", "흔적", "채로")
"""After a passive verb: the damage was found, nobody saw it happen."""


def collision(sentence: Sentence, at: int) -> Event | None:
    """The event of the verb at `at`."""
    words, verb = _clause(sentence, at), sentence.words[at]
    agent = _agent(sentence, words, verb)
    if (tool := _tool(words, verb, agent)) is not None:
        own, _ = motions(sentence, None, verb.start)
        return Event("thing", own.moving, True, tool.text, own_parked=own.parked, span=sentence.span(verb))
    if _pushed_on(words, verb):
        return None
    owner = _owners(sentence, words, verb, agent)
    other = _counterpart(sentence, words, verb, agent, owner)
    if verb.kind == "run_over" and (other is None or other.kind not in INANIMATE | LIVING | {"bicycle"}):
        return None
    kind = class_of(other, agent, verb)
    if kind == "person" and agent is other and _drives(words, agent):
        kind = "car"
    if kind is None and (_comes_from_a_side(sentence, verb) or _MUTUAL.search(sentence.joined, 0, verb.start)):
        kind = "car"
    own, others = motions(sentence, owner, verb.start)
    stood = agent is None and own.parked and not own.moving
    if kind is None and stood and verb.kind == "hit" and verb.text[0] in _OF_CARS:
        return Event("car", False, True, collision=True, own_parked=True, span=sentence.span(verb))
    own_moves, other_moves = _who_moved(sentence, verb, agent, other, owner)
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
    if agent is not None or _comes_from_a_side(sentence, verb) or _fled(sentence, verb):
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
        and met.role == "OBJECT"
        and other is not None
        and other.role == "SUBJECT"
    ):
        return None, True  # "뒤차가 제 차를 콩"
    comes = agent is other if agent is not None else other is None and _comes_from_a_side(sentence, verb)
    return None, True if comes or (other is not None and other.kind in CARS and _came(sentence, other)) else None


def _owners(sentence: Sentence, words: tuple[Word, ...], verb: Word, agent: Word | None) -> dict[int, str]:
    """Whose an unspecific 차 is, by its position."""
    named = [word for word in words if word.kind in OTHERS | {"somebody"}]
    owner: dict[int, str] = {}
    for word in words:
        if word.kind != "a_car":
            continue
        if word.role == "SUBJECT":
            strange = is_described(sentence, word) and _PUT_THERE.search(sentence.joined, 0, word.start) is None
            mine = not strange and (verb.kind == "struck" or bool(named))
        elif word.role == "WITH":
            mine = False
        elif word.role == "AT":
            mine = verb.kind != "struck" and agent is not None and not is_own(agent, owner)
        else:
            by_other = agent is not None and agent is not word and not is_own(agent, owner)
            mine = verb.kind == "struck" or by_other or (agent is None and _fled(sentence, verb))
        owner[word.start] = OWN if mine else OTHER
    return owner


def _fled(sentence: Sentence, verb: Word) -> bool:
    return any(word.kind == "fled" and word.start >= verb.end for word in sentence.words)


def _clause(sentence: Sentence, at: int) -> tuple[Word, ...]:
    """The words before the verb at `at`, back to the verb or the sentence before it."""
    end = sentence.words[at].start
    begin = max((mark.end() for mark in SENTENCE_END.finditer(sentence.joined, 0, end)), default=0)
    found = [word for word in sentence.words[:at] if word.start >= begin]
    verbs = [
        place
        for place, word in enumerate(found)
        if word.kind in ("hit", "struck", "run_over") and not _pushed_on(tuple(found[:place]), word)
    ]
    return tuple(found[verbs[-1] + 1 :]) if verbs else tuple(found)


def _pushed_on(words: tuple[Word, ...], verb: Word) -> bool:
    """Whether another car was pushed, into what follows ("그 차가 밀려서 앞차도 박았어요")."""
    subject = next((word for word in reversed(words) if word.role == "SUBJECT"), None)
    return verb.text in ("밀렸", "밀려") and subject is not None and subject.kind in CARS


def _agent(sentence: Sentence, words: tuple[Word, ...], verb: Word) -> Word | None:
    """Who does what the verb says: the nearest subject that isn't the subject of something else."""
    for word in reversed(words):
        named = word.kind in OWN_KINDS | OTHERS | {"somebody", "a_car"}
        acts = word.role == "SUBJECT" or (word.role == "" and word.kind in ("behind", "somebody"))
        if named and acts and not _is_done(sentence, words, word, verb):
            return word
    return None


def _is_done(sentence: Sentence, words: tuple[Word, ...], subject: Word, verb: Word) -> bool:
    """Whether a subject belongs to another predicate before the verb: "제가 서 있는데", "앞차가 급정거해서"."""
    between = [word for word in words if subject.end <= word.start < verb.start]
    if subject.kind in OWN_KINDS:
        if _IN_CHAIN.search(sentence.joined, subject.end, verb.start):
            return True
        states = [word for word in between if word.kind in STATES]
        rest = sentence.joined[states[-1].start : verb.start] if states else ""
        return bool(states) and _NEW_SUBJECT.search(rest) is not None and not describes(sentence, states[-1])
    if any(word.kind in OWN_KINDS and word.role == "OBJECT" for word in between):
        return False
    if any(word.kind in ("halt", "avoid") or word.text == "밀려" for word in between):
        return True
    if subject.kind in LIVING and any(word.kind == "came" for word in between):
        return not any(word.role == "OBJECT" for word in between)
    rest = sentence.joined[subject.end : verb.start]
    return re.search(r"(?:있었|계셨|탔었|탔는데|타고있)", rest) is not None


def _counterpart(
    sentence: Sentence, words: tuple[Word, ...], verb: Word, agent: Word | None, owner: dict[int, str]
) -> Word | None:
    """What one's own car met."""
    several = sum(word.kind in OTHERS for word in words) > 1
    named = [
        word
        for word in words
        if (word.kind in OTHERS | {"somebody"} or owner.get(word.start) == OTHER)
        and word.role != "FROM"
        and (word.role or verb.start - word.end <= (_MAX_APART if several else 2 * _MAX_APART))
        and not (word.kind in INANIMATE and verb.kind == "struck" and word.role != "AT")
        and not _is_avoided(sentence, words, word)
        and not _is_destination(sentence, word)
        and not sentence.joined.startswith(("없", "이없", "도없"), word.end)
    ]
    if not named:
        after = [word for word in sentence.words if word.start >= verb.end and word.kind in OTHERS]
        if not verb.text.isascii():
            after = [word for word in after if verb.kind == "touch" and (word.role == "WITH" or _stood(sentence, word))]
        return after[0] if after else None
    ridden = next((word for word in named if word.role == "TO" and word.kind in CARS), None)
    if ridden is not None and agent is not None and agent.kind in LIVING | {"somebody"}:
        return ridden
    own_object = any(is_own(word, owner) and word.role == "OBJECT" for word in words)
    order = ("SUBJECT", "AT", "WITH", "", "OBJECT") if own_object else ("OBJECT", "WITH", "AT", "SUBJECT", "", "TO")
    if verb.kind == "touch":
        order = ("WITH", "AT", "SUBJECT", "OBJECT", "")
    if verb.kind == "struck":
        order = ("AT", "WITH", "SUBJECT", "", "OBJECT")
    for role in order:
        fitting = [word for word in named if word.role == role]
        if fitting:
            return agent if role == "SUBJECT" and agent in fitting else fitting[-1]
    return None


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


def _is_destination(sentence: Sentence, noun: Word) -> bool:
    """Whether it is where somebody went ("논에 가다가")."""
    if noun.kind not in INANIMATE or noun.role != "AT":
        return False
    return any(word.kind == "moving" and 0 < word.start - noun.end <= 2 for word in sentence.words)


def _is_avoided(sentence: Sentence, words: tuple[Word, ...], noun: Word) -> bool:
    """Whether it was avoided or nearly hit ("오토바이를 피하다가")."""
    following = [word for word in words if word.start >= noun.end]
    if any(word.kind == "avoid" and sentence.joined[word.start - 1] in "못안" for word in following):
        return False
    for word in following:
        if word.kind == "avoid":
            return word.start - noun.end < 12
        if word.kind in OTHERS:
            return False
    return False


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


def _stood(sentence: Sentence, car: Word) -> bool:
    """Whether a car is said to have been parked, after what happened ("상대차는 주차 중이었어요")."""
    following = next((word for word in sentence.words if word.start >= car.end), None)
    return car.kind == "car" and car.role == "SUBJECT" and following is not None and following.kind == "parked"


def _is_ridden(sentence: Sentence, other: Word | None) -> bool | None:
    """True of a bicycle or the like on which somebody came, wherever the text says so."""
    if other is None or other.kind not in ("motor", "bicycle", "unplated"):
        return None
    return True if _CAME_ON_IT.search(sentence.joined) else None


def _comes_from_a_side(sentence: Sentence, verb: Word) -> bool:
    return _FROM_A_SIDE.search(sentence.joined[: verb.start]) is not None
