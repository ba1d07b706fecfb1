"""Questions of what is covered: whether they only suppose a case ("불나면 보상돼요?"), or ask beside what happened
("다쳤는데 치료비 나오나요"). By grammar: a condition, or a clause in the past, before the question."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from chalicelib.nlu import word_patterns
from chalicelib.nlu.dialogue_acts import split_sentences


def _ending_with(final: int) -> str:
    """All syllables with a final consonant, by its number in Unicode."""
    return "".join(chr(code) for code in range(0xAC00 + final, 0xD7A4, 28))


_CONDITION_CUES = ("면", "믄", "때", "경우", "라도")
"""Without one of them in a text the pattern of conditions isn't compiled."""


class _Grammar(NamedTuple):
    """`past`: a verb in the past that isn't part of a condition. `condition`: the end of a condition; "어떻게 하면" and
    "-면 되나요" ask what to do."""

    past: re.Pattern[str]
    condition: re.Pattern[str]
    past_clause: re.Pattern[str]
    background: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    nieun, rieul, past = (_ending_with(final) for final in (4, 8, 20))
    return _Grammar(
        past=re.compile(rf"(?![있겠])[{past}](?!으면|다면|다고|더라도|던\s|을)[가-힣]*"),
        condition=re.compile(
            r"(?<![려])(?<![정측후옆앞뒷화표단반국양수]면)(?<!그러)(?<!이러)(?<!아니)(?<!어떡하)(?<!어떻게\s하)(?<!어떻게하)(?<!뭐\s하)(?<=[가-힣])"
            r"(?:면(?!서|\s?(?:되|돼|될|됩|안\s?되|안\s?돼|좋|도로))(?:은|요)?|믄)"
            rf"|[{rieul}]\s?(?:때|경우)[가-힣]{{0,2}}|[{nieun}는]\s?경우[가-힣]{{0,2}}|더라도|[{rieul}]지라도"
        ),
        past_clause=re.compile(
            rf"(?:[{past}](?:는|은|던)?(?:데|디)[요예유]?|다(?:는|던)(?:데|디)[요예유]?|[{past}](?:고|지만|더니))$"
        ),
        background=re.compile(rf"[{nieun}는](?:데|디)(?=\s)"),
    )


def _conditions(text: str) -> list[re.Match[str]]:
    """The ends of conditions."""
    return list(_grammar().condition.finditer(text)) if any(cue in text for cue in _CONDITION_CUES) else []


_IF = re.compile(r"\b(?:if|in\scase|suppose)\b[^,.?!]*", re.IGNORECASE)
_PLAIN_QUESTION = "보상되나요?"
_STOP = re.compile(r"(?<=[?!.…])\s*")


@lru_cache(maxsize=32)
def asks_of_cover(text: str) -> bool:
    """Whether a sentence of a clean text asks what is covered, or who pays."""
    return any(map(_asks, _sentences(text)))


def supposes_case(text: str) -> bool:
    """Whether a clean text asks of the cover of a case that is only supposed."""
    return without_supposed(text) != text


def only_supposes(text: str) -> bool:
    """Whether a clean text has a condition and tells nothing that happened before it, whatever it asks ("펑크 나면 와
    주나요")."""
    if text.isascii():
        return _IF.search(text) is not None and word_patterns.pattern("goes_on_now").search(text) is None
    ends = [found.end() for found in _conditions(text)]
    return bool(ends) and _grammar().past.search(text, 0, ends[-1]) is None


@lru_cache(maxsize=32)
def without_supposed(text: str) -> str:
    """A clean text without the cases that are only supposed in questions of cover. What is said in the past, or goes on
    now, stays."""
    if not _conditions(text) and _IF.search(text) is None:
        return text
    sentences = _sentences(text)
    kept = [_without_condition(sentence) if _asks(sentence) else sentence for sentence in sentences]
    return text if kept == list(sentences) else " ".join(kept).strip()


@lru_cache(maxsize=32)
def asks_beside_event(text: str) -> bool:
    """Whether a clean text asks of cover after telling what happened, in the past and in the same breath
    ("다쳤는데 치료비 나오나요"): it need not go on. What is said in a sentence of its own does."""
    sentences = _sentences(text)
    asked = next((at for at, sentence in enumerate(sentences) if _asks(sentence)), 0)
    past = sentences[:asked]
    goes_on = word_patterns.pattern("goes_on_now").search(text) is not None
    return bool(past) and not goes_on and all(_grammar().past_clause.search(part) for part in past)


def asked_case(text: str) -> str:
    """What a question of cover is about, with a plain question behind it: its condition, or what happened; "" where
    neither can be told."""
    if not asks_of_cover(text):
        return ""
    ends = [found.end() for found in (*_conditions(text), *_grammar().background.finditer(text))]
    return f"{text[: max(ends)]} {_PLAIN_QUESTION}" if ends else ""


def _asks(sentence: str) -> bool:
    return word_patterns.pattern("cover_asked").search(sentence) is not None


@lru_cache(maxsize=32)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(each for part in split_sentences(text) for each in _STOP.split(part) if each)


def _without_condition(sentence: str) -> str:
    """A sentence that asks of cover without its condition, from the last word in the past on that stands before it."""
    if sentence.isascii():
        return sentence if word_patterns.pattern("goes_on_now").search(sentence) else _IF.sub(" ", sentence).strip()
    ends = [found.end() for found in _conditions(sentence)]
    if not ends or word_patterns.pattern("goes_on_now").search(sentence):
        return sentence
    past = [found.end() for found in _grammar().past.finditer(sentence, 0, ends[-1])]
    return " ".join([sentence[: past[-1] if past else 0].strip(), sentence[ends[-1] :].strip()]).strip()
