"""Rules of changes of contracts (`config/amendments.toml`)."""

from functools import cache

import msgspec
from msgspec import Struct

from chalicelib.content.configuration import CONFIG


class AmendmentRules(Struct, frozen=True, forbid_unknown_fields=True):
    """How long an offer stands, and what a change may come to; see `amendments.toml`."""

    offer_hours: int
    max_extension_days: int
    max_difference_won: int


@cache
def amendment_rules() -> AmendmentRules:
    """The rules of `amendments.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    import tomllib  # not needed by functions that only send messages

    return msgspec.convert(tomllib.loads((CONFIG / "amendments.toml").read_text("utf-8")), AmendmentRules)


def validate_amendment_rules(rules: AmendmentRules) -> None:
    """Raises ValueError that names the first error."""
    for name, low, high in (
        ("offer_hours", 1, 720),
        ("max_extension_days", 1, 3_660),
        ("max_difference_won", 1, 1_000_000_000),
    ):
        if not low <= getattr(rules, name) <= high:
            raise ValueError(f"amendments.toml: {name} is {getattr(rules, name)}: set it between {low} and {high}")
