"""Labels of claims for the pages: coverages and departments for agents, banks for customers."""

from msgspec import Struct

from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import Option


class ClaimLabels(Struct, frozen=True):
    """All coverages and departments of `claims.toml`."""

    coverages: tuple[Option, ...]
    departments: tuple[Option, ...]


def claim_labels(locale: str) -> ClaimLabels:
    """Coverages and departments with the labels of a language. The validation of the configuration holds that the texts
    label exactly those of `claims.toml`."""
    sections = texts(locale).sections
    return ClaimLabels(_options(sections["coverages"]), _options(sections["departments"]))


def bank_options(locale: str) -> tuple[Option, ...]:
    """The banks that a customer's account may be with, in the order of the texts' section `banks`."""
    return _options(texts(locale).sections["banks"])


def _options(labels: dict[str, str]) -> tuple[Option, ...]:
    return tuple(Option(name, label) for name, label in labels.items())
