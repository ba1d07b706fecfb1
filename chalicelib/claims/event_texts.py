"""Texts of claim events. Events hold names (of coverages, documents, departments, fields), so that they can be
rendered in any language."""

from collections.abc import Mapping

from chalicelib.claims.model import Claim, ClaimEvent
from chalicelib.content.configuration import LOCALES, Texts, texts

LABEL_SECTIONS = {
    "coverage": "customer_coverages",
    "item": "documents",
    "items": "documents",
    "department": "departments",
    "window": "options.window",
    "fields": "fields",
}
"""Keys of event data that hold names, separated by commas, with the section of the texts that has their labels."""

STAFF_SECTIONS = {**LABEL_SECTIONS, "coverage": "coverages"}
"""The same for staff, who use the field's terms."""


def event_text(event: ClaimEvent, claim: Claim, words: Texts, *, staff: bool = False) -> str:
    """The text of an event, for customers or for staff."""
    data = {"claim": claim.id, "coverage": event.coverage, **event.data}
    labels = label_data(data, words, STAFF_SECTIONS if staff else LABEL_SECTIONS)
    return words.render("claims", event.code, **data | labels)


def label_data(data: Mapping[str, str], words: Texts, sections: Mapping[str, str] = LABEL_SECTIONS) -> dict[str, str]:
    """The labels of the names in an event's data."""
    return {
        key: ", ".join(words.label(section, name) for name in data[key].split(",") if name)
        for key, section in sections.items()
        if key in data
    }


def label_data_by_locale(data: Mapping[str, str]) -> dict[str, str]:
    """The labels as `<key>_<language>`, from which pages render a notice in their own language."""
    return {
        f"{key}_{locale}": words
        for locale in LOCALES
        for key, words in label_data(data, texts(locale)).items()
        if words
    }
