"""Damage without a collision: water, fire, thieves, falling things, animals at a standing car, doors."""

from __future__ import annotations

import re
from itertools import pairwise

from chalicelib.nlu.collision.event import Event, EventWith
from chalicelib.nlu.collision.motions import OTHER, Motion, is_described, motions
from chalicelib.nlu.collision.words import CARS, INANIMATE, NOUNS, OTHERS, OWN_KINDS, VERBS, Sentence, Word

_OPENING = re.compile(
    r"문(?:짝)?[을이]?(?:[가-힣]{0,2})(?:열다|열면서|열어[서부뿌버가삐갖]|열었|열려|열리|여는|연|열언|열멍)"
)
_AHEAD = re.compile(r"앞[에이서]{0,2}(?:가던|가는|가고있던|달리던|달리는)")
"""A vehicle that one follows, so that one's own car moves."""
_TWO_WHEELED = ("motor", "bicycle")
_RISING_WATER = re.compile(
    r"(?<![가-힣]눈)(?<!눈)(?<!콧)(?<!식용)(?:물이|(?<![건선동사인괴콧])물)[가-힣]{0,7}?(?:차(?:올|부|서|갖|가지고|버|더니|고|는)|찼|들어[와왔오]|올라[와왔오]|넘[쳐쳤]|불어[났나])"
)
_INTO_WATER = re.compile(
    r"(?:지하차도|굴다리|터널|하천|개울|다리|도로|길|웅덩이|물)[가-힣]{0,4}?(?:들어갔|들어섰|진입|건너|통과|지나)"
)
"""Where a car was driven to that water took."""
_UNKNOWN_FALLEN = re.compile(
    r"(?:에서|선가|바람에|태풍에|갑자기|위에서|^)(?P<noun>[가-힣]{1,8}?)[이가](?:갑자기|통째로|우수수|확|막|와르르)?$"
)
"""Something that isn't in the list and fell ("베란다에서 빨래판이 떨어져")."""
_RUN_OUT = re.compile(
    r"기름|연료|배터리|밧데리|기온|온도|체력|기력|속도|주가|값|가격|신호|인터넷|점수|등급|오일|가스|요소수|냉각수|전기|시력|성적|매출"
)
"""What falls without hitting anything."""
_MAX_BETWEEN = 8
"""Letters between what was gone and the word that says so ("차가 감쪽같이 사라졌어요")."""
_COMES_OFF = ("타이어", "바퀴", "휠")
"""Parts that come off another car and fly."""
_OWN_LOAD = re.compile(r"(?:제|내|우리|저희)(?:차|트럭|화물차)?(?:에서|에|위에)?(?:짐|화물|적재함|짐칸|실은|싣고|묶어)")
_CHILDREN = ("애", "아이", "애들", "아이들", "아기", "손주", "손자", "손녀", "조카", "막내", "첫째", "둘째")
"""Who opened a door against another car, if no other family is named."""
_OPENED_FOR_PEOPLE = re.compile(r"열고나|안열|못열|열어주|열어줘")

_PARKED_BY_ONESELF = re.compile(
    r"(?:주차|세워|대|파킹)(?:해|시켜)?(?:둔|놓은|논|뒀|놨|놓았|두었|놓고|두고)|나와보|나와봤|와보니|가보니|왔더니"
)
_WROTE_NOTE = re.compile(r"[을를만]?(?:써|적어|끼워|꽂아|붙여)?(?:서)?(?:남[겼기김겨]|놓[고았]|놨|뒀|두고)")
_SOME_PERSON = re.compile(
    r"(?:[옆앞뒤그]차|상대)(?:차)?(?:주인|차주|운전자)?(?:분)?[이가]|(?:어떤|웬|모르는)(?:분|사람|차|놈|아줌마|아저씨|여자|남자)[이가]?"
)
_LEFT_NUMBER = re.compile(
    r"(?:연락처|전화번호|번호|명함)(?=[를을만]?(?:하나|한장)?(?:만)?(?:남기고[갔가]|남겨[놓놨두뒀져]|꽂혀|꽂아[놓놨두뒀]))"
)
_APOLOGY = re.compile(
    r"(?:미안|죄송|박았|긁었|사과|받았)[가-힣]{0,6}(?:는|단|다고)(?:[가-힣]{0,4})(?:쪽지|메모지?|포스트잇|종이)"
)
"""A note in which somebody says sorry, or what they did."""
_FOUND_NOTE = re.compile(
    r"[이가를을만]?(?:하나|한장)?(?:가|이)?(?:꽂혀|끼워져|끼여|껴|붙어|놓여|남겨져|있|발견|남기고[갔가]|남긴)"
)


_TOPPLES = re.compile(r"(?:넘어|쓰러|자빠)[지져졌]")
_TOPPLES_WITHIN = 12
"""Letters between the noun and its verb."""
_STOOD_ALONE = re.compile(r"서있|세워[진져졌둔놓논]|주차|바람|태풍|공유")
_RIDDEN = re.compile(r"타고|타던|탄사람이|운전")


def harm_without_collision(sentence: Sentence) -> Event | None:
    """Water, fire, thieves, falling things, animals at a standing car."""
    kinds = sentence.kinds | ({"water"} if _RISING_WATER.search(sentence.joined) else set())
    own, beside = motions(sentence, None)
    met = kinds & {"hit", "struck", "touch"} and kinds & (OTHERS - {"loose"})
    is_collision = bool(met) or kinds >= {"run_over", "thing"}
    if "thief" in kinds or _is_taken(sentence, kinds) or _has_vanished(sentence, kinds):
        return Event("thief", own.moving, None, own_parked=own.parked)
    for kind in ("water", "fire"):
        if kind in kinds and not is_collision:
            return _at_a_still_car(sentence, "water" if kind == "water" else "fire")
    if (fallen := _fallen(sentence)) is not None:
        if (struck := _struck_by_own_load(sentence, fallen)) is not None:
            return Event("car", own.moving, beside.moving, sentence.written(struck))
        ahead = "front" in kinds or _AHEAD.search(sentence.joined) is not None
        follows = True if ahead and not own.parked else None
        noun = "" if fallen.kind == "what" else fallen.text
        if beside.parked and own.moving is None:  # what fell can't have been parked
            own = beside
        return Event("thing", follows if own.moving is None else own.moving, True, noun, own_parked=own.parked)
    if (toppled := _toppled(sentence)) is not None:
        return Event("thing", own.moving, True, toppled.text, kind=toppled.kind, own_parked=own.parked)
    by_car = any(
        word.kind == "a_car" and word.role == "SUBJECT" and is_described(sentence, word) for word in sentence.words
    )
    if kinds >= {"wash"} and kinds & {"damage", "struck", "hit"} and not (by_car or kinds & (OTHERS | {"somebody"})):
        return Event("thing", None, True)
    return _by_animal(sentence, own)


def _by_animal(sentence: Sentence, own: Motion) -> Event | None:
    """What an animal did to a car that stood, or that it ran in front of."""
    kinds = sentence.kinds
    animal = next((word for word in sentence.words if word.kind == "animal" and word.role == "SUBJECT"), None)
    if animal is None:
        return None
    if kinds & {"gnaw", "engine_room"} or (own.moving is False and kinds & {"hit"}):
        return Event("animal", own.moving, None, animal.text, own_parked=own.parked)
    if kinds >= {"came", "damage"} and not kinds & VERBS:
        return Event("animal", not own.parked, True, animal.text, collision=True, kind="animal", own_parked=own.parked)
    return None


def _at_a_still_car(sentence: Sentence, kind: EventWith) -> Event:
    """Water or fire, of one's own car whatever it is called. A car in a car park stood there."""
    own, other = motions(sentence, None)
    parked = own.parked or other.parked
    moving = other.moving if own.moving is None else own.moving
    if not moving and not parked and kind == "water" and _INTO_WATER.search(sentence.joined):
        moving = True
    if moving is None and "car_park" in sentence.kinds:
        moving, parked = False, True
    return Event(kind, moving, None, own_parked=parked)


def left_note(sentence: Sentence) -> Event | None:
    """A parked car that somebody hit who left a note on it."""
    note = next((word for word in sentence.words if word.kind == "note"), None)
    if note is None and (number := _LEFT_NUMBER.search(sentence.joined)) is not None:
        note = Word("note", number[0], number.start(), number.end())
    if note is None or not sentence.kinds & (VERBS | {"damage"}):
        return None
    by_own = any(word.kind in OWN_KINDS and word.role == "SUBJECT" for word in sentence.words)
    by_somebody = "somebody" in sentence.kinds or any(
        word.kind in CARS | {"person"} and word.role == "SUBJECT" for word in sentence.words
    )
    by_somebody = by_somebody or _SOME_PERSON.search(sentence.joined, 0, note.start) is not None
    wrote = not by_somebody and _WROTE_NOTE.match(sentence.joined, note.end)
    yours = _PARKED_BY_ONESELF.search(sentence.joined)
    if not by_own and by_somebody and _WROTE_NOTE.match(sentence.joined, note.end):
        return Event("car", False, True, collision=True, own_parked=True, kind="note")
    if not wrote and _APOLOGY.search(sentence.joined, 0, note.end):
        return Event("car", False, True, collision=True, own_parked=True, kind="note")
    if by_own or (wrote and not yours) or not (yours or _FOUND_NOTE.match(sentence.joined, note.end)):
        return None
    return Event("car", False, True, collision=True, own_parked=True, kind="note")


def _is_taken(sentence: Sentence, kinds: frozenset[str]) -> bool:
    """Whether something was taken away, by somebody unknown or unnamed."""
    named = any(word.role == "SUBJECT" and word.kind in NOUNS for word in sentence.words)
    return "taken" in kinds and ("somebody" in kinds or not (named or kinds & ({"service"} | VERBS - {"hit"})))


def _has_vanished(sentence: Sentence, kinds: frozenset[str]) -> bool:
    """Whether one's own car or a part of it was gone, or something else where a car was damaged."""
    if kinds >= {"vanished", "damage"} and not kinds & (VERBS | CARS | {"somebody", "fled"}):
        return True
    pairs = pairwise(word for word in sentence.words if word.kind != "skip")
    gone = (noun for noun, verb in pairs if verb.kind == "vanished" and verb.start - noun.end <= _MAX_BETWEEN)
    return any(noun.kind in ("own_car", "a_car", "part") and noun.role == "SUBJECT" for noun in gone)


def _fallen(sentence: Sentence) -> Word | None:
    """What fell on the car or flew at it."""
    words = sentence.words
    for at, word in enumerate(words):
        if word.kind == "damage" and (hard := _loose_before(words[:at])) is not None:
            return hard
        if word.kind == "fall" and (fallen := _falling(words[:at], word)) is not None:
            return None if _was_hit_before(words[:at], fallen) else fallen
        if word.kind == "fall" and (fallen := _unknown_fallen(sentence, at)) is not None:
            return fallen
        if word.kind == "run_over" and word.text.startswith("굴러"):
            last = words[at - 1] if at else word
            if last.kind == "loose" and last.role == "SUBJECT":
                return last
    return None


def _toppled(sentence: Sentence) -> Word | None:
    """A bicycle or motorcycle that stood there without a rider, and fell over."""
    if _RIDDEN.search(sentence.joined):
        return None
    for word in sentence.words:
        if word.kind in ("bicycle", "motor") and word.role == "SUBJECT":
            fell = _TOPPLES.search(sentence.joined, word.end, word.end + _TOPPLES_WITHIN)
            if fell and _STOOD_ALONE.search(sentence.joined, 0, fell.start()):
                return word
    return None


def _struck_by_own_load(sentence: Sentence, fallen: Word) -> Word | None:
    """The other car that what fell from one's own damaged."""
    if not _OWN_LOAD.search(sentence.joined[: fallen.end]):
        return None
    return next((word for word in sentence.words if word.kind in CARS and word.start > fallen.end), None)


def _falling(words: tuple[Word, ...], verb: Word) -> Word | None:
    """What falls or flies, by the words before the verb."""
    for noun in reversed(words):
        if noun.text in _COMES_OFF and noun.role == "SUBJECT":
            return noun
        if noun.kind in ("hit", "struck", "run_over"):
            return None
        if noun.kind in INANIMATE | {"what"} and noun.role in ("SUBJECT", "AT", ""):
            return None if noun.role == "AT" and verb.text[0] != "맞" else noun
        if noun.kind == "loose" and noun.role == "OBJECT" and verb.text.startswith(("던", "뿌", "끼")):
            return noun
    return None


def _was_hit_before(words: tuple[Word, ...], fallen: Word) -> bool:
    """Whether what fell had been driven into by one's own car before ("담을 들이받아서 담이 무너졌어요")."""
    at = next((at for at, word in enumerate(words) if word.kind == "hit" and word.end <= fallen.start), None)
    if at is None:
        return False
    by_other = any(word.kind in CARS and word.role == "SUBJECT" for word in words[:at])
    return not by_other and any(word.kind in INANIMATE for word in words[:at])


def _unknown_fallen(sentence: Sentence, at: int) -> Word | None:
    """What fell on a car, of a noun that isn't among the words."""
    if not sentence.kinds & {"damage", "struck", "hit"} or not sentence.kinds & {"own_car", "a_car", "part", "parked"}:
        return None
    verb = sentence.words[at]
    start = sentence.words[at - 1].end if at else 0
    found = _UNKNOWN_FALLEN.search(sentence.joined[start : verb.start])
    if found is None or _RUN_OUT.search(found["noun"]):
        return None
    return Word("loose", found["noun"], start + found.start("noun"), start + found.end("noun"), "SUBJECT")


def _loose_before(words: tuple[Word, ...]) -> Word | None:
    """What damaged a car without a verb of its own ("돌에 앞유리가 나갔어요", "우박이 와서 찌그러졌어요")."""
    for word in reversed(words):
        if word.kind == "loose" and word.role in ("AT", "SUBJECT"):
            return word
        if word.kind in VERBS | CARS | {"somebody", "thing", "person", "animal"}:
            return None
    return None


def _door_word(sentence: Sentence) -> tuple[int, Word] | None:
    """The words that open a door, and the place among the others."""
    named = next(((at, word) for at, word in enumerate(sentence.words) if word.kind == "door"), None)
    if named is not None or (opening := _OPENING.search(sentence.joined)) is None:
        return named
    at = sum(word.start < opening.start() for word in sentence.words)
    return at, Word("door", opening[0], opening.start(), opening.end())


def _is_anothers(sentence: Sentence, car: Word) -> bool:
    """Whether a car before the door is the one whose door it is ("서 있던 차가 문을 열어서")."""
    return car.kind == "a_car" and car.role in ("SUBJECT", "FROM") and is_described(sentence, car)


def opened_door(sentence: Sentence) -> Event | None:
    """A door that was opened against something."""
    found = _door_word(sentence)
    if found is None:
        return None
    at, door = found
    rest = sentence.joined[door.end : door.end + 3]
    if _OPENED_FOR_PEOPLE.search(sentence.joined[door.start : door.end + 2]) or rest.startswith(
        ("고나", "고보", "고타", "고내려")
    ):
        return None
    kinds = sentence.kinds
    if not door.text.startswith(("문콕", "문꼭", "도어콕", "door", "개문")) and not kinds & (VERBS | {"damage"}):
        return None
    others = {word.start: OTHER for word in sentence.words[:at] if _is_anothers(sentence, word)}
    own, other = motions(sentence, others or None)
    before = [word for word in sentence.words[:at] if word.kind in OWN_KINDS | OTHERS]
    after = [word for word in sentence.words[at:] if word.kind in OWN_KINDS | CARS | {"a_car"}]
    opener = next((word for word in reversed(before) if word.role in ("SUBJECT", "")), None)
    struck = next((word for word in after if word.role), None)
    by_own = opener is not None and (opener.kind in OWN_KINDS or (opener.text in _CHILDREN and struck is not None))
    if struck is not None and struck.kind != "a_car":
        by_own = struck.kind in CARS
    elif struck is not None and struck.role == "SUBJECT" and is_described(sentence, struck):
        return Event("door", False, True, occupied=True)  # who passed drove into it
    if by_own:
        comes = struck is not None and struck.role == "SUBJECT"
        if struck is not None and struck.kind == "a_car" and own.parked:  # the one that the door met
            return Event("door", False, False, other_parked=True, occupied=True)
        beside = struck is not None and struck.kind == "beside"
        moving = True if comes else False if beside and other.moving is None else other.moving
        kind = struck.kind if struck is not None and struck.kind in _TWO_WHEELED else ""
        return Event("door", False, moving, own_parked=own.parked, other_parked=other.parked, kind=kind, occupied=True)
    stands = False if door.text.startswith(("문콕", "문꼭")) else None
    return Event("door", stands if own.moving is None else own.moving, False, own_parked=own.parked)
