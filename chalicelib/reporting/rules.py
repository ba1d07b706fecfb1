"""Rules of boards and reports (`config/reporting.toml`)."""

import tomllib
from functools import cache

import msgspec
from msgspec import Struct

from chalicelib.content.configuration import CONFIG


class ReportingRules(Struct, frozen=True, forbid_unknown_fields=True):
    """A supervisor's board is renewed every `board_seconds`. A report covers `max_days` at most, and figures are kept
    for `keep_days`."""

    board_seconds: int
    max_days: int
    keep_days: int


@cache
def reporting_rules() -> ReportingRules:
    """The rules of `reporting.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return msgspec.convert(tomllib.loads((CONFIG / "reporting.toml").read_text("utf-8")), ReportingRules)


def validate_reporting_rules(rules: ReportingRules) -> None:
    """Raises ValueError that names the first error."""
    for name, low, high in (("board_seconds", 2, 60), ("max_days", 1, 93), ("keep_days", 93, 3650)):
        if not low <= getattr(rules, name) <= high:
            raise ValueError(f"reporting.toml: {name} is {getattr(rules, name)}: set it between {low} and {high}")
