"""The coverages and departments of claims with their labels, for the agents' page."""

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


def _options(labels: dict[str, str]) -> tuple[Option, ...]:
    return tuple(Option(name, label) for name, label in labels.items())
