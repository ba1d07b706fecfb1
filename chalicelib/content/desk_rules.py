"""Thresholds of the agents' page (`config/desk.toml`)."""

from functools import cache

import msgspec
from msgspec import Struct

from chalicelib.content.configuration import CONFIG

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
    import tomllib  # not needed by functions that only send messages

    return msgspec.convert(tomllib.loads((CONFIG / "desk.toml").read_text("utf-8")), DeskRules)


def validate_desk_rules(rules: DeskRules) -> None:
    """Raises ValueError that names the first error."""
    if not 0 <= rules.answer_soon_seconds <= MAX_SECONDS:
        raise ValueError(f"desk.toml: answer_soon_seconds must be between 0 and {MAX_SECONDS}")
    for name in ("due_soon_days", "contract_ending_days"):
        if not 0 <= getattr(rules, name) <= 365:
            raise ValueError(f"desk.toml: {name} must be between 0 and 365")
    if not 1 <= rules.slow_check_seconds <= MAX_SECONDS:
        raise ValueError(f"desk.toml: slow_check_seconds must be between 1 and {MAX_SECONDS}")
    shares = rules.liability_shares
    if list(shares) != sorted(set(shares)) or any(not 0 <= share <= 100 for share in shares):
        raise ValueError("desk.toml: liability_shares must be ascending percentages from 0 to 100")
    if len(shares) > MAX_LIABILITY_SHARES:
        raise ValueError(f"desk.toml: liability_shares takes {MAX_LIABILITY_SHARES} values at most")
