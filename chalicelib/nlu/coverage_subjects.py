"""What a question of cover is about besides cars: a noun that no question of the same entry has, and nothing of cars or
driving beside it. The words of the questions are in `coverage_words.txt`, which the training of the model writes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from chalicelib.nlu import word_patterns
from chalicelib.nlu.cover_questions import asked_case
from chalicelib.nlu.text import clean_text

FILE = Path(__file__).with_name("coverage_words.txt")
ANY = "*"
"""Stands for every entry: words that the questions of several have."""

_MIN_ENTRIES = 4
"""Entries that have a word, from which on it says nothing of the subject."""

_WORD = re.compile(r"[가-힣]+")
_PARTICLE = re.compile(r"(?:들|님)?(?:이|가|을|를|은|는|도|만|값|에서|에|으로|로|의|까지|랑|과|와|하고)$")
_NOUN = re.compile(r"(?<!다)(?:이|가|을|를|에|에서|으로|로|도|만|한테|께|값)$")
"""Particles of subjects, objects and places."""
_VERB = re.compile(r"(?:[고서면데디니요나지죠까다어아여은는을던긴게감음며믄자유]|다가)$")
_DOING = re.compile(r"(?<=[가-힣]{2})(?:하다가?|하면서|하던)$")
"""What follows the noun of an activity ("축구하다")."""
_SS = 20
"""The final consonant of verbs in the past, by its number in Unicode."""


def words_by_entry(questions: Iterable[tuple[str, str]], none: str) -> dict[str, list[str]]:
    """The words of questions by their entries, sorted; `ANY` for those of several, of which `none` counts as one."""
    entries: dict[str, set[str]] = defaultdict(set)
    for entry, text in questions:
        for form in (form for word in _WORD.findall(text) for form in _forms(word)):
            entries[form].add(entry)
    found: dict[str, list[str]] = defaultdict(list)
    for form, names in sorted(entries.items()):
        for name in (ANY,) if len(names) >= _MIN_ENTRIES else sorted(names - {none}):
            found[name].append(form)
    return dict(sorted(found.items()))


def names_other_subject(text: str, entry: str, *, surely: bool = False) -> bool:
    """Whether a Korean question names something that no question of this entry does ("창고가 타면"), and nothing of
    cars, driving or accidents beside it. An entry without known questions names nothing else. `surely`: the
    entry is certain, and nouns of every entry's questions are known."""
    cleaned, known = clean_text(text), _words()
    if entry not in known or word_patterns.pattern("own_subject").search(cleaned):
        return False
    words = frozenset[str]().union(*known.values()) if surely else known[entry] | known[ANY]
    return any(not _is_known(noun, words) for noun in _nouns(asked_case(cleaned).rsplit(" ", 1)[0] or cleaned))


def _forms(word: str) -> set[str]:
    """A word with and without its particle."""
    return {word, _PARTICLE.sub("", word)} - {""}


def _nouns(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        found = _DOING.search(word) or _NOUN.search(word)
        stem = word[: found.start()] if found else ""
        is_noun = stem and (ord(stem[-1]) - ord("가")) % 28 != _SS if found else _VERB.search(word) is None
        if is_noun and len(word) > 1:
            yield word


def _is_known(noun: str, words: frozenset[str]) -> bool:
    heads = (form[:end] for form in _forms(noun) for end in range(2, len(form)))
    return any(each in words for each in (*_forms(noun), *heads))


@cache
def _words() -> dict[str, frozenset[str]]:
    lines = (line.split() for line in FILE.read_text(encoding="utf-8").splitlines())
    return {entry: frozenset(words) for entry, *words in lines}
