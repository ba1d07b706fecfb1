"""Validates the texts: both languages have the same keys and placeholders, and every name of the rule files a label."""

import re
from collections.abc import Mapping
from datetime import date
from string import Formatter
from typing import get_args

from chalicelib.claims.rules import CARD_BUTTONS, DOCUMENT_FIELDS, claim_rules
from chalicelib.content.configuration import Sections, bot_rules, flows, queues
from chalicelib.content.formatting import ISO_DATE_LENGTH, format_day, format_moment
from chalicelib.content.josa import JOSA
from chalicelib.content.labels import validate_labels
from chalicelib.content.message_bodies import KEY_PATTERN, MAX_KEY_CHARS
from chalicelib.content.wrap_up import wrap_up_rules
from chalicelib.contracts.holder import CoverageCode, DriverScope, ProductCode


def validate_languages(korean: Sections, english: Sections) -> None:
    """Raises ValueError that names the first error."""
    for section in korean.keys() | english.keys():
        if korean.get(section, {}).keys() != english.get(section, {}).keys():
            raise ValueError(f"texts: section {section} differs between ko and en")
        for key in korean[section]:
            in_korean, in_english = (
                _placeholders(f"texts/{locale}.toml: {section}.{key}", each[section][key])
                for locale, each in (("ko", korean), ("en", english))
            )
            if section != "dates" and in_korean != in_english:
                raise ValueError(f"texts: {section}.{key} has other placeholders in ko than in en")
    for locale, each in (("ko", korean), ("en", english)):
        _validate_not_empty(locale, each)
        if tuple(len(each["dates"][names].split("|")) for names in ("months", "weekdays", "halves")) != (12, 7, 3):
            raise ValueError("texts: dates must name twelve months, seven weekdays (Monday first) and three halves")
        _validate_date_patterns(locale, each["dates"])
    _validate_particles(korean, JOSA)
    _validate_particles(english, frozenset())


def _validate_not_empty(locale: str, sections: Sections) -> None:
    for section in sections.keys() - {"next_steps"}:  # a stage without a next step has none
        if empty := [key for key, words in sections[section].items() if not words.strip()]:
            raise ValueError(f"texts/{locale}.toml: {section}.{empty[0]} is empty: write a text")


def _validate_date_patterns(locale: str, dates: Mapping[str, str]) -> None:
    for value in ("2026-11-22T19:30+09:00", "2026-11-22T19:00+09:00"):
        try:
            format_moment(value, dates)
            format_day(date.fromisoformat(value[:ISO_DATE_LENGTH]), dates)
        except (KeyError, IndexError, ValueError) as error:
            raise ValueError(f"texts/{locale}.toml: a pattern of dates has an unknown placeholder: {error}") from error


def _validate_particles(sections: Sections, known: frozenset[str]) -> None:
    for section in sections.keys() - {"dates"}:
        for key, words in sections[section].items():
            wanted = [wanted for _, name, wanted, _ in Formatter().parse(words) if name is not None and wanted]
            if unknown := [each for each in wanted if each not in known]:
                raise ValueError(f"texts: {section}.{key} has a particle that there isn't: {unknown[0]}")


def validate_window_labels(locale: str, sections: Sections) -> None:
    """Raises ValueError if the label of a window for calls doesn't say its hours, in either clock."""
    for name, window in claim_rules().appointments.windows.items():
        said = set(map(int, re.findall(r"\d+", sections["options.window"][name])))
        for hour in (window.start, window.end):
            if not said & {hour, hour % 12 or 12}:
                raise ValueError(f"texts/{locale}.toml: options.window.{name} must say the hour {hour} of claims.toml")


def _placeholders(name: str, words: str) -> set[str]:
    try:
        return placeholder_names(words)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def placeholder_names(words: str) -> set[str]:
    """The names in braces. Raises ValueError for braces that don't close."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def validate_all_labels(sections: Sections) -> None:
    """Raises ValueError for a missing label or one of nothing. Both languages have the same keys."""
    rules, known = claim_rules(), flows()
    steps = {step.slot: step for flow in known.values() for step in flow.steps}
    chosen = {f"options.{slot}": [each.value for each in step.options] for slot, step in steps.items() if step.options}
    rows = frozenset[str]().union(*(card.row_names for card in rules.cards.values()))
    if unknown := {*rules.cards, *rules.thread_steps} - set(sections["claims"]):
        raise ValueError(f"claims.toml: cards or thread_steps of no event: {', '.join(sorted(unknown))}")
    if both := set(rules.cards) & set(rules.thread_steps):
        raise ValueError(f"claims.toml: a card is no step that is folded: {', '.join(sorted(both))}")
    validate_labels(
        sections,
        {
            "queues": queues(),
            "intents": bot_rules().intents,
            "outcomes": [each.code for each in wrap_up_rules().outcomes],
            "tags": wrap_up_rules().tags,
            "titles": known,
            "fields": steps,
            "departments": rules.departments,
            "coverages": rules.coverages,
            "customer_coverages": rules.coverages,
            "not_insured": {*rules.coverages, *(f"{coverage}_alone" for coverage in rules.coverages)},
            "stages": rules.stages,
            "next_steps": rules.stages,
            "documents": {document.item for document in rules.documents},
            "document_sources": {document.source for document in rules.documents},
            "document_fields": DOCUMENT_FIELDS,
            "document_texts": rules.document_forms,
            "card_titles": rules.cards,
            "card_labels": rows,
            "card_values": rows,
            "card_buttons": CARD_BUTTONS,
            "products": get_args(ProductCode),
            "driver_scopes": get_args(DriverScope),
            "insured_coverages": get_args(CoverageCode),
            **chosen,
        },
    )
    if not sections.get("banks"):
        raise ValueError("texts: section banks must name a bank")
    if unfit := [
        name for name in sections["banks"] if not re.fullmatch(KEY_PATTERN, name) or len(name) > MAX_KEY_CHARS
    ]:
        raise ValueError(f"texts: banks.{unfit[0]}: use up to {MAX_KEY_CHARS} letters, digits and _.:*-")
    for section in (name for name in sections if name.startswith("desk_options.")):
        slot = section.removeprefix("desk_options.")
        if stray := set(sections[section]) - set(chosen.get(f"options.{slot}", ())):
            raise ValueError(f"texts: section {section} names no option: {', '.join(sorted(stray))}")
    if stray := set(sections["document_hints"]) - {document.item for document in rules.documents}:
        raise ValueError(f"texts: section document_hints names no document: {', '.join(sorted(stray))}")
