"""Intervals of notices to waiting customers and of on-call messages (`config/queues.toml`, table `waiting`)."""

from functools import cache

import msgspec
from msgspec import Struct

from chalicelib.content.configuration import CONFIG

MAX_INTERVAL_S = 24 * 3600


class WaitingRules(Struct, frozen=True, forbid_unknown_fields=True):
    """A change of who can serve a waiting customer is announced at the earliest `staffing_notice_interval_seconds`
    after the previous notice. An on-call message that was started and isn't known to be sent is tried again after
    `on_call_retry_seconds`."""

    staffing_notice_interval_seconds: int
    on_call_retry_seconds: int


@cache
def waiting_rules() -> WaitingRules:
    """The rules of `queues.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    import tomllib  # not needed by functions that only send messages

    return msgspec.convert(tomllib.loads((CONFIG / "queues.toml").read_text("utf-8")).get("waiting"), WaitingRules)


def validate_waiting_rules(rules: WaitingRules) -> None:
    """Raises ValueError that names the first error."""
    for name, low in (("staffing_notice_interval_seconds", 0), ("on_call_retry_seconds", 1)):
        if not low <= getattr(rules, name) <= MAX_INTERVAL_S:
            raise ValueError(f"queues.toml: {name} must be between {low} and {MAX_INTERVAL_S}")
