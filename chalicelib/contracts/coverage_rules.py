"""The knowledge base of coverage questions, `config/coverage/`."""

from collections.abc import Iterator
from functools import cache
from typing import Literal, cast

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chalicelib.content.config_files import read_rules, read_toml
from chalicelib.content.configuration import LOCALES
from chalicelib.contracts.holder import CoverageCode

MIN_ENTRIES = 40
PEOPLE_MARK = "@"
"""Before a relation among the words of an entry."""

Relation = Literal["sibling", "spouse", "relative", "other"]
"""Of a person to the insured."""

Verdict = Literal["covered", "excluded", "depends", "driver", "limit", "deductible"]


class CoverageEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """An answer: `words` in groups, `unless` words of another question, `over` more general entries, the `coverages`
    any of which covers it, and the `articles` of the terms, or the `rider`."""

    id: str
    words: tuple[tuple[str, ...], ...]
    articles: tuple[int, ...] = ()
    rider: str = ""
    coverages: tuple[CoverageCode, ...] = ()
    verdict: Verdict = "covered"
    unless: tuple[str, ...] = ()
    over: tuple[str, ...] = ()


class CoverageRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The entries, words of questions that no entry answers, words that lead away from entries by a coverage, and words
    for people."""

    unanswered: tuple[str, ...]
    people: dict[Relation, tuple[str, ...]]
    unless_of: dict[CoverageCode, tuple[str, ...]]
    entries: tuple[CoverageEntry, ...]


class CoverageText(Struct, frozen=True, forbid_unknown_fields=True):
    """What an entry says."""

    title: str
    text: str


@cache
def coverage_rules() -> CoverageRules:
    """The entries with the words for people in them, cached. Raises msgspec.ValidationError for a wrong type, KeyError
    for people that have no words."""
    rules = read_rules("coverage/answers.toml", CoverageRules)
    return replace(rules, entries=tuple(_with_people(entry, rules) for entry in rules.entries))


def _with_people(entry: CoverageEntry, rules: CoverageRules) -> CoverageEntry:
    groups = tuple(tuple(_words_of(group, rules)) for group in entry.words)
    return replace(entry, words=groups, unless=tuple(_words_of(entry.unless, rules)))


def _words_of(group: tuple[str, ...], rules: CoverageRules) -> Iterator[str]:
    """Words with those for people in the place of their relation."""
    for word in group:
        yield from rules.people[cast(Relation, word[1:])] if word.startswith(PEOPLE_MARK) else (word,)


@cache
def coverage_texts(locale: str) -> dict[str, CoverageText]:
    """Titles and texts by entry in a language, cached."""
    return msgspec.convert(read_toml(f"coverage/{locale}.toml")["entries"], dict[str, CoverageText])


@cache
def rider_names(locale: str) -> dict[str, str]:
    """Names of riders in a language, cached."""
    return msgspec.convert(read_toml(f"coverage/{locale}.toml")["riders"], dict[str, str])


def validate_coverage_rules(rules: CoverageRules) -> None:
    """Raises ValueError that names the first error."""
    names = [entry.id for entry in rules.entries]
    if len(names) < MIN_ENTRIES or len(names) != len(set(names)):
        raise ValueError(f"coverage/answers.toml: at least {MIN_ENTRIES} entries, each id once")
    for entry in rules.entries:
        _validate_entry(entry, set(names))
    for locale in LOCALES:
        texts = coverage_texts(locale)
        if texts.keys() != set(names):
            raise ValueError(f"coverage/{locale}.toml: it needs the entries of answers.toml, and no others")
        for name, each in texts.items():
            if not 0 < len(each.title) <= 60 or not 0 < len(each.text) <= 200:
                raise ValueError(f"coverage/{locale}.toml: {name}: a title of up to 60 characters, a text of up to 200")


def _validate_entry(entry: CoverageEntry, names: set[str]) -> None:
    where = f"coverage/answers.toml: {entry.id}"
    if not entry.words or not all(group and all(word.strip() for word in group) for group in entry.words):
        raise ValueError(f"{where}: words has groups of words")
    if bool(entry.articles) == bool(entry.rider):
        raise ValueError(f"{where}: it needs articles of the terms, or a rider")
    if entry.rider and any(entry.rider not in rider_names(locale) for locale in LOCALES):
        raise ValueError(f"{where}: rider has no name: {entry.rider}")
    if unknown := set(entry.over) - names:
        raise ValueError(f"{where}: over names no entry: {', '.join(sorted(unknown))}")
    if (entry.verdict in ("covered", "limit", "deductible")) != bool(entry.coverages):
        raise ValueError(f"{where}: coverages go with the verdicts covered, limit and deductible")
