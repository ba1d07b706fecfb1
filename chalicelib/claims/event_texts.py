"""Texts of claim events. Events hold names (of coverages, documents, departments, fields), so that they can be
rendered in any language."""

from collections.abc import Mapping

from chalicelib.claims.model import Claim, ClaimEvent, seoul_date
from chalicelib.content.configuration import LOCALES, Texts, texts
from chalicelib.content.formatting import ISO_DATE_LENGTH

LABEL_SECTIONS = {
    "coverage": "customer_coverages",
    "item": "documents",
    "items": "documents",
    "department": "departments",
    "window": "options.window",
    "fields": "fields",
    "bank": "banks",
}
"""Keys of event data that hold names, separated by commas, with the section of the texts that has their labels."""

STAFF_SECTIONS = {**LABEL_SECTIONS, "coverage": "coverages"}
"""The same for staff, who use the field's terms."""


def event_text(event: ClaimEvent, claim: Claim, words: Texts, *, staff: bool = False) -> str:
    """The text of an event, for customers or for staff."""
    data = {"claim": claim.id, "coverage": event.coverage, **event.data}
    labels = label_data(data, words, STAFF_SECTIONS if staff else LABEL_SECTIONS)
    return words.render("claims", event.data.get("variant", event.code), **data | labels)


def label_data(data: Mapping[str, str], words: Texts, sections: Mapping[str, str] = LABEL_SECTIONS) -> dict[str, str]:
    """The labels of the names in an event's data."""
    return {
        key: ", ".join(words.label(section, name) for name in data[key].split(",") if name)
        for key, section in sections.items()
        if key in data
    }


def notice_labels_by_locale(data: Mapping[str, str], named: Claim | None) -> dict[str, dict[str, str]]:
    """The labels of a notice's data by language, and the accident's name where it names a claim: pages render a notice
    in their own."""
    labels: dict[str, dict[str, str]] = {locale: label_data(data, texts(locale)) for locale in LOCALES}
    if named is not None:
        for locale in LOCALES:
            labels[locale]["accident"] = accident_name(named, texts(locale))
    return labels


def accident_name(claim: Claim, words: Texts) -> str:
    """What customers know the accident by: its day, and its kind, what it was with, or its place."""
    facts = claim.facts
    what = next(
        (words.sections[f"options.{slot}"].get(facts[slot], "") for slot in _NAMING_SLOTS if facts.get(slot)), ""
    )
    day = facts.get("occurred_at", "")[:ISO_DATE_LENGTH] or seoul_date(claim.registered_at).isoformat()
    return words.render("claims", "accident", day=day, what=what or facts.get("place", "") or claim.id)


_NAMING_SLOTS = ("accident_type", "event_with")
