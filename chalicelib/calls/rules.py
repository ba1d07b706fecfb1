"""Rules of calls due (`config/calls.toml`)."""

from functools import cache

import msgspec
from msgspec import Struct

from chalicelib.content.configuration import CONFIG, queues

MAX_MINUTES = 24 * 60


class CallRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When calls are offered and late, and what may become of them; see `calls.toml`."""

    window_minutes: int
    first_hour: int
    last_hour: int
    lead_minutes: int
    offered: int
    late_after_minutes: int
    message_minutes: int
    attempts: int
    claims_queue: str
    outcomes: tuple[str, ...]
    repeated: tuple[str, ...]


@cache
def call_rules() -> CallRules:
    """The rules of `calls.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    import tomllib  # not needed by functions that only send messages

    return msgspec.convert(tomllib.loads((CONFIG / "calls.toml").read_text("utf-8")), CallRules)


def validate_call_rules(rules: CallRules) -> None:
    """Raises ValueError that names the first error."""
    for name, low, high in (
        ("window_minutes", 15, 240),
        ("first_hour", 0, 22),
        ("last_hour", rules.first_hour + 1, 24),
        ("lead_minutes", 0, MAX_MINUTES),
        ("offered", 1, 20),
        ("late_after_minutes", 1, rules.window_minutes),
        ("message_minutes", 1, MAX_MINUTES),
        ("attempts", 1, 10),
    ):
        if not low <= getattr(rules, name) <= high:
            raise ValueError(f"calls.toml: {name} is {getattr(rules, name)}: set it between {low} and {high}")
    if rules.claims_queue not in queues():
        raise ValueError(f"calls.toml: claims_queue names no queue: {rules.claims_queue}")
    if not set(rules.repeated) < set(rules.outcomes):
        raise ValueError("calls.toml: repeated must name outcomes, and leave one that ends a call")
