"""Rules of boards and reports (`config/reporting.toml`)."""

from functools import cache

from msgspec import Struct

from chalicelib.content.config_files import read_rules, require_between


class ReportingRules(Struct, frozen=True, forbid_unknown_fields=True):
    """A supervisor's board is renewed every `board_seconds`. A report covers `max_days` at most, and figures are kept
    for `keep_days`."""

    board_seconds: int
    max_days: int
    keep_days: int


@cache
def reporting_rules() -> ReportingRules:
    """The rules of `reporting.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("reporting.toml", ReportingRules)


def validate_reporting_rules(rules: ReportingRules) -> None:
    """Raises ValueError that names the first error."""
    for name, low, high in (("board_seconds", 2, 60), ("max_days", 1, 93), ("keep_days", 93, 3650)):
        require_between("reporting.toml", name, getattr(rules, name), low, high)
