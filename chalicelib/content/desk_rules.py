"""Thresholds of the agents' page (`config/desk.toml`)."""

from functools import cache

from msgspec import Struct

from chalicelib.content.config_files import read_rules, require_between

MAX_LIABILITY_SHARES = 12
"""Maximum number of buttons for a liability share."""

MAX_SECONDS = 24 * 3600


class DeskRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What the agents' page marks as urgent, the liability shares (in percent) that it offers as buttons, and whether
    agents may see what customers write who allow it."""

    answer_soon_seconds: int
    due_soon_days: int
    contract_ending_days: int
    slow_check_seconds: int
    liability_shares: tuple[int, ...]
    typing_preview: bool


@cache
def desk_rules() -> DeskRules:
    """The rules of `desk.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("desk.toml", DeskRules)


def validate_desk_rules(rules: DeskRules) -> None:
    """Raises ValueError that names the first error."""
    for name, low, high in (
        ("answer_soon_seconds", 0, MAX_SECONDS),
        ("due_soon_days", 0, 365),
        ("contract_ending_days", 0, 365),
        ("slow_check_seconds", 1, MAX_SECONDS),
    ):
        require_between("desk.toml", name, getattr(rules, name), low, high)
    shares = rules.liability_shares
    if list(shares) != sorted(set(shares)) or any(not 0 <= share <= 100 for share in shares):
        raise ValueError("desk.toml: liability_shares must be ascending percentages from 0 to 100")
    if len(shares) > MAX_LIABILITY_SHARES:
        raise ValueError(f"desk.toml: liability_shares takes {MAX_LIABILITY_SHARES} values at most")
