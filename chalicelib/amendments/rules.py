"""Rules of changes of contracts (`config/amendments.toml`)."""

from functools import cache

from msgspec import Struct

from chalicelib.content.config_files import read_rules, require_between


class AmendmentRules(Struct, frozen=True, forbid_unknown_fields=True):
    """How long an offer stands, and what a change may come to; see `amendments.toml`."""

    offer_hours: int
    max_extension_days: int
    max_difference_won: int


@cache
def amendment_rules() -> AmendmentRules:
    """The rules of `amendments.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("amendments.toml", AmendmentRules)


def validate_amendment_rules(rules: AmendmentRules) -> None:
    """Raises ValueError that names the first error."""
    for name, low, high in (
        ("offer_hours", 1, 720),
        ("max_extension_days", 1, 3_660),
        ("max_difference_won", 1, 1_000_000_000),
    ):
        require_between("amendments.toml", name, getattr(rules, name), low, high)
