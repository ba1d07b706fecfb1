"""What happened to a claim, in words. Events hold names (of coverages, papers, departments, fields), so that they can
be told in any language."""

from collections.abc import Mapping

from chalicelib.claims.model import Claim, ClaimEvent
from chalicelib.content.configuration import LOCALES, Texts, texts

LABEL_SECTIONS = {
    "coverage": "coverages",
    "item": "documents",
    "items": "documents",
    "department": "departments",
    "window": "options.window",
    "fields": "fields",
}
"""Data of events that are names, several of them divided by commas, and the section of the texts with their labels."""


def event_text(event: ClaimEvent, claim: Claim, words: Texts) -> str:
    """What happened, in words."""
    data = {"claim": claim.id, "coverage": event.coverage, **event.data}
    return words.render("claims", event.code, **data | label_data(data, words))


def label_data(data: Mapping[str, str], words: Texts) -> dict[str, str]:
    """The names among an event's data as people of a language call them."""
    return {
        key: ", ".join(words.label(section, name) for name in data[key].split(",") if name)
        for key, section in LABEL_SECTIONS.items()
        if key in data
    }


def label_data_by_locale(data: Mapping[str, str]) -> dict[str, str]:
    """The labels of the names among an event's data, `<key>_<language>`: pages word a notice anew from them."""
    return {
        f"{key}_{locale}": words
        for locale in LOCALES
        for key, words in label_data(data, texts(locale)).items()
        if words
    }
