"""Questions of what is covered: whether they only suppose a case ("불나면 보상돼요?"), or ask beside what happened
("다쳤는데 치료비 나오나요"). By grammar: a condition, or a clause in the past, before the question."""

from __future__ import annotations

import re
from functools import lru_cache

from chalicelib.nlu import word_patterns
from chalicelib.nlu.dialogue_acts import split_sentences


def _ending_with(final: int) -> str:
    """All syllables with a final consonant, by its number in Unicode."""
    return "".join(chr(code) for code in range(0xAC00 + final, 0xD7A4, 28))


_N, _L, _SS = (_ending_with(final) for final in (4, 8, 20))
_PAST = re.compile(rf"(?![있겠])[{_SS}](?!으면|다면|다고|더라도|던\s|을)[가-힣]*")
"""A verb in the past that isn't part of a condition."""
_CONDITION = re.compile(
    r"(?<![려])(?<![정측후옆앞뒷화표단반국양수]면)(?<!그러)(?<!이러)(?<!아니)(?<!어떡하)(?<!어떻게\s하)(?<!어떻게하)(?<!뭐\s하)(?<=[가-힣])"
    r"(?:면(?!서|\s?(?:되|돼|될|됩|안\s?되|안\s?돼|좋|도로))(?:은|요)?|믄)"
    rf"|[{_L}]\s?(?:때|경우)[가-힣]{{0,2}}|[{_N}는]\s?경우[가-힣]{{0,2}}|더라도|[{_L}]지라도"
)
"""The end of a condition. "어떻게 하면" and "-면 되나요" ask what to do."""
_IF = re.compile(r"\b(?:if|in\scase|suppose)\b[^,.?!]*", re.IGNORECASE)
_PAST_CLAUSE = re.compile(
    rf"(?:[{_SS}](?:는|은|던)?(?:데|디)[요예유]?|다(?:는|던)(?:데|디)[요예유]?|[{_SS}](?:고|지만|더니))$"
)
_BACKGROUND = re.compile(rf"[{_N}는](?:데|디)(?=\s)")
_PLAIN_QUESTION = "보상되나요?"
_STOP = re.compile(r"(?<=[?!.…])\s*")


@lru_cache(maxsize=32)
def asks_of_cover(text: str) -> bool:
    """Whether a sentence of a clean text asks what is covered, or who pays."""
    return any(map(_asks, _sentences(text)))


def supposes_case(text: str) -> bool:
    """Whether a clean text asks of the cover of a case that is only supposed."""
    return without_supposed(text) != text


@lru_cache(maxsize=32)
def without_supposed(text: str) -> str:
    """A clean text without the cases that are only supposed in questions of cover. What is said in the past, or goes on
    now, stays."""
    if _CONDITION.search(text) is None and _IF.search(text) is None:
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
    return bool(past) and not goes_on and all(_PAST_CLAUSE.search(part) for part in past)


def asked_case(text: str) -> str:
    """What a question of cover is about, with a plain question behind it: its condition, or what happened; "" where
    neither can be told."""
    ends = [found.end() for found in (*_CONDITION.finditer(text), *_BACKGROUND.finditer(text))]
    return f"{text[: max(ends)]} {_PLAIN_QUESTION}" if ends and asks_of_cover(text) else ""


def _asks(sentence: str) -> bool:
    return word_patterns.pattern("cover_asked").search(sentence) is not None


@lru_cache(maxsize=32)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(each for part in split_sentences(text) for each in _STOP.split(part) if each)


def _without_condition(sentence: str) -> str:
    """A sentence that asks of cover without its condition, from the last word in the past on that stands before it."""
    if sentence.isascii():
        return sentence if word_patterns.pattern("goes_on_now").search(sentence) else _IF.sub(" ", sentence).strip()
    ends = [found.end() for found in _CONDITION.finditer(sentence)]
    if not ends or word_patterns.pattern("goes_on_now").search(sentence):
        return sentence
    past = [found.end() for found in _PAST.finditer(sentence, 0, ends[-1])]
    return " ".join([sentence[: past[-1] if past else 0].strip(), sentence[ends[-1] :].strip()]).strip()
