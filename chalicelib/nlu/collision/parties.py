"""Who takes part in a collision: who did what a verb says, what one's own car met, whose an unspecific car is."""

from __future__ import annotations

import re

from chalicelib.nlu.collision.motions import OTHER, OWN, SENTENCE_END, describes, is_described, is_own
from chalicelib.nlu.collision.words import CARS, INANIMATE, LIVING, OTHERS, OWN_KINDS, STATES, Sentence, Word

_NEW_SUBJECT = re.compile(r"(?:는데|은데|인데|한데|는디|ㄴ데|었는데|니까|을때|던중|중에|길래|더니)")
_IN_CHAIN = re.compile(r"(?:앞|뒤|뒷|가운데|중간|첫|마지막|번째)(?:에?차|차량|에)?(?:이?고|인데|였|이었|라서)")
"""Which of several cars in a pile-up one's own was ("저는 맨 앞차고")."""
_MAX_APART = 10
_PUT_THERE = re.compile(r"(?:세워|주차해?|대|파킹해)\s?(?:놓은|놨던|둔|두었던|뒀던|논)$")


def owners(sentence: Sentence, words: tuple[Word, ...], verb: Word, agent: Word | None) -> dict[int, str]:
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
            driven = any(other.kind in CARS and other.role == "TO" for other in words)  # "오토바이로 들이받았어요"
            by_other = driven or (agent is not None and agent is not word and not is_own(agent, owner))
            mine = verb.kind == "struck" or by_other or (agent is None and fled(sentence, verb))
        owner[word.start] = OWN if mine else OTHER
    return owner


def fled(sentence: Sentence, verb: Word) -> bool:
    """Whether somebody is said to have fled after what the verb says."""
    return any(word.kind == "fled" and word.start >= verb.end for word in sentence.words)


def clause_before(sentence: Sentence, at: int) -> tuple[Word, ...]:
    """The words before the verb at `at`, back to the verb or the sentence before it."""
    end = sentence.words[at].start
    begin = max((mark.end() for mark in SENTENCE_END.finditer(sentence.joined, 0, end)), default=0)
    found = [word for word in sentence.words[:at] if word.start >= begin]
    verbs = [
        place
        for place, word in enumerate(found)
        if word.kind in ("hit", "struck", "run_over") and not pushed_on(tuple(found[:place]), word)
    ]
    return tuple(found[verbs[-1] + 1 :]) if verbs else tuple(found)


def pushed_on(words: tuple[Word, ...], verb: Word) -> bool:
    """Whether another car was pushed, into what follows ("그 차가 밀려서 앞차도 박았어요")."""
    subject = next((word for word in reversed(words) if word.role == "SUBJECT"), None)
    return verb.text in ("밀렸", "밀려") and subject is not None and subject.kind in CARS


def agent_of(sentence: Sentence, words: tuple[Word, ...], verb: Word) -> Word | None:
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


def counterpart(
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


def _stood(sentence: Sentence, car: Word) -> bool:
    """Whether a car is said to have been parked, after what happened ("상대차는 주차 중이었어요")."""
    following = next((word for word in sentence.words if word.start >= car.end), None)
    return car.kind == "car" and car.role == "SUBJECT" and following is not None and following.kind == "parked"
