"""Answers to single questions of the accident form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chalicelib.nlu import dialogue_acts, fnol_entities, word_patterns
from chalicelib.nlu.gazetteer import is_district
from chalicelib.nlu.jamo import without_loose_letters
from chalicelib.nlu.place_endings import strip_place_ending
from chalicelib.nlu.places import extract_place, is_vague, is_whole_area, names_no_place
from chalicelib.nlu.reading import Clause
from chalicelib.nlu.time_of_day import extract_times_ago, extract_times_of_day

_HOSPITAL = re.compile(
    r"((?:(?<![가-힣])(?!\S*[가이은는에고서로도요다음]\s|(?:처음엔?|처음에|첨엔|원래|먼저|그때|이따|오늘|내일|모레|어제|아까|지금|방금|우선|일단|그냥|바로)\s)[가-힣A-Za-z0-9]+\s)?"
    r"[가-힣A-Za-z0-9]{2,}(?:병원|의원|의료원|한의원|외과|내과|세브란스|클리닉|메디컬\s?센터|보건소)|보건(?:지)?소)"
)
_HOSPITAL_APART = re.compile(
    r"(?<![가-힣])((?!오늘|어제|아까|지금|방금|이미|벌써|바로|일단|먼저|그냥|같이|다시|아직|아침|점심|저녁|오전|오후|혼자|직접|급히|얼른|제가|다른|어느|무슨)"
    r"(?:(?:집|회사)\s)?[가-힣]{2,4}(?<![은는이가도를을에다고서랑])\s(?:병원|한의원|의원|정형외과|외과|내과))"
    r"(?:에서|에|으로|로)?\s?(?:갔|다녀|다니|댕[겨기]|입원|실려|이송|치료|있)"
)
"""A name before 병원, with a blank between ("안산 병원 갔어요")."""
_KIND_ALONE = re.compile(r"(?:정형외과|신경외과|한방병원|종합병원|대학병원|동네\s?병원|큰\s?병원|근처\s?병원|한의원)")
_SOME_HOSPITAL = re.compile(r"(?:[가-힣A-Za-z0-9]+\s){1,2}(?:병원|의원|한의원)")
_NAME = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z0-9]+(?:\s[가-힣A-Za-z][가-힣A-Za-z0-9]+)?")
_OWNED = re.compile(r"(?:저희|우리|제|내)\s?")
_CONCEDED = re.compile(r"(.*?[가-힣]데)[요예]?[\s,]")
"""The first clause of an answer with an afterthought: "있는데 아직 못 봤어요"."""
_UNSEEN = re.compile(
    r"(?:영상[은을도]?\s)?(?:아직\s?)?(?:영상\s?)?(?:확인[은을도]?\s?)?(?:아직\s?)?"
    r"(?:[안못]\s?(?:봤|보았|열어\s?봤|해\s?봤)|(?<=확인)\s?[안못]\s?했|(?<=확인은\s)아직|(?<=확인\s)(?:아직|전))[가-힣]*[.!~]?"
)
"""That nobody has looked yet, which is no answer by itself: "(있는데) 아직 못 봤어요"."""
_SAID_LAST = frozenset({"injured"})
"""What the afterthought may tell: "다친 데는 없는데 내일 병원은 가 보려고요"."""
_NOT_LOOKED = re.compile(r"아직|확인|[안못]\s?[봤본보열]")
_REASONS = ("라", "라서", "어서", "아서", "니까", "는데", "인데")
_MAX_NAME_LENGTH = 8
"""Characters of a hospital's name that doesn't say that it is one."""


def extract_yes_no_answer(slot: str, text: str, stated: bool | None) -> bool | None:
    """The answer to a yes/no question of the form: what the text states about its subject, words about it, or only a
    yes or a no."""
    if _UNSEEN.fullmatch(text):
        return None
    known = dialogue_acts.remove_dont_know_clause(text)
    if word_patterns.has_pattern(others := f"answer_of_others.{slot}"):
        text, known = (word_patterns.remove_matches(words, others).strip() for words in (text, known))
    if not dialogue_acts.is_off_topic(slot, known):
        said = fnol_entities.says_yes_or_no(slot, known) if stated is None else stated
        if said is not None:
            return said
    whole = _in_words_of_an_answer(slot, known, dialogue_acts.detect_yes_no(text, slot))
    found = _CONCEDED.match(known)
    if whole is True or found is None or slot in _SAID_LAST:
        return whole
    first = _in_words_of_an_answer(slot, found[1], dialogue_acts.detect_yes_no(found[1], slot))
    not_looked = first is True and _NOT_LOOKED.search(known, found.end()) is not None
    return first if whole is None or not_looked else whole


def _in_words_of_an_answer(slot: str, known: str, bare: bool | None) -> bool | None:
    """The answer in words that tell it only beside the question; else the `bare` yes or no."""
    if dialogue_acts.is_bare_yes_no(known):
        return bare
    for way, value in (("no", False), ("yes", True)):
        key = f"answer_{way}.{slot}"
        if word_patterns.has_pattern(key) and word_patterns.pattern(key).search(known):
            return value
    return bare


def extract_driver(text: str) -> str | None:
    """The driver: a person mentioned as driving, or the only person mentioned."""
    tidy = text
    said = word_patterns.first_name("driver_mention", tidy)
    if said or (dialogue_acts.is_clause(tidy) and not word_patterns.pattern("driver_verb").search(tidy)):
        return said
    if word_patterns.pattern("driver_verb").search(tidy):
        return word_patterns.first_name("driver_reply", tidy)
    last, two = dialogue_acts.last_words(tidy)
    start = len(two) - len(last)
    called = (
        (name, match)
        for name, pattern in word_patterns.pattern_group("driver_reply")
        for match in pattern.finditer(two)
    )
    return next((name for name, match in called if match.end() > start), None)


def says_nobody_drove(text: str) -> bool:
    """Whether the car was parked and no person is mentioned."""
    return (
        word_patterns.first_name("driver_reply", text) is None
        and word_patterns.pattern("driver_none").search(text) is not None
    )


def extract_hospital(text: str) -> str:
    """The hospital in an answer; "" for none."""
    rest = dialogue_acts.strip_answer(text)
    named = _HOSPITAL_APART.search(rest) or _HOSPITAL.search(rest)
    if named and _KIND_ALONE.fullmatch(named[1].strip()) and says_no_hospital(text):
        return ""  # a plan
    if named:
        return named[1].strip()
    if says_no_hospital(text) or dialogue_acts.is_clause(text):
        return ""
    name = _SOME_HOSPITAL.fullmatch(rest) or (
        rest.isalpha() and len(rest) <= _MAX_NAME_LENGTH and not rest.endswith(_REASONS)
    )
    return rest if name else ""


def names_no_insurer(text: str) -> bool:
    """Whether it tells about an insurance without the company's name: "구청 보험이래요"."""
    return word_patterns.pattern("insurer_unnamed").search(dialogue_acts.correct_spelling(text)) is not None


def says_no_hospital(text: str) -> bool:
    """Whether it says that nobody went to a hospital."""
    return (
        dialogue_acts.detect_yes_no(text, "hospital") is False
        or word_patterns.pattern("hospital_none").search(text) is not None
    )


def is_accident_time(clause: Clause) -> bool:
    """Whether the time in a clause is that of the accident: a time of day, words about an accident, or hardly any words
    beside the time. "오늘 날씨 진짜 춥네요" is not."""
    tidy = clause.text
    if mentions_accident(tidy):
        return True
    if dialogue_acts.names_other_location(tidy):
        return False
    if extract_times_of_day(tidy) or extract_times_ago(tidy) or fnol_entities.says_elapsed(tidy):
        return True
    for start, end in sorted(clause.time_spans, reverse=True):
        tidy = f"{tidy[:start]} {tidy[end:]}"
    tidy = strip_place_ending(tidy.replace(str(clause.mentioned.get("place", "\0")), " "))
    return dialogue_acts.count_other_words(tidy, "reply_time_context") == 0


def is_accident_place(clause: Clause, read: str) -> bool:
    """Whether the place in a clause is that of the accident: with words about an accident, or alone."""
    tidy = clause.text
    if mentions_accident(tidy):
        return True
    whole = fnol_entities.resolve_place_answer(tidy, read, with_time=bool(clause.time_spans))
    alone = whole == place_words(tidy) and dialogue_acts.names_place(tidy)
    return alone and "지금" not in tidy and not dialogue_acts.names_other_location(tidy)


def mentions_accident(text: str) -> bool:
    """Whether it mentions an accident."""
    return word_patterns.pattern("reply_accident").search(text) is not None


def place_words(text: str) -> str:
    """The words of an answer that may name a place: without opening, ending and "쪽이요"."""
    return dialogue_acts.strip_answer(strip_place_ending(without_loose_letters(text)))


def join_places(parts: Sequence[str]) -> str:
    """The place of an answer that names it in several parts ("동부간선도로요 성수대교 방향"): a district alone comes
    first. "" unless two of the parts name places of their own."""
    named = [
        words
        for part in parts
        if (words := place_words(part)) == extract_place(words) and (is_whole_area(words) or not is_vague(words))
    ]
    named.sort(key=lambda words: not is_district(words))
    return " ".join(named) if len(named) > 1 and not any(_OWNED.match(words) for words in named) else ""


def describes_event(text: str) -> bool:
    """Whether it tells what happened, in more words than an answer has."""
    return mentions_accident(text) and dialogue_acts.is_clause(text) and dialogue_acts.count_other_words(text) > 2


def looks_like_place(text: str) -> bool:
    """Whether words may be a place that isn't in the gazetteer: a word for places is in them, or they are a name of two
    words at most. A part of a car, or a word that names no place by itself, is none."""
    words = place_words(text)
    if word_patterns.pattern("no_place_answer").search(text) or names_no_place(words):
        return False
    named = any(word_patterns.pattern(f"place_{part}").search(words) for part in ("head", "position"))
    return (named or _NAME.fullmatch(words) is not None) and dialogue_acts.names_place(text)
