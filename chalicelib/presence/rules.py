"""How long staff count as present (`config/presence.toml`)."""

from functools import cache

import msgspec
from msgspec import Struct

from chalicelib.content.configuration import CONFIG

PING_INTERVAL_S = 30
"""Pages send a ping and renew their viewings at this interval."""

BACKGROUND_TIMER_S = 60
"""Browsers run the timers of a page in the background at most once in this time."""

MAX_PRESENCE_S = 24 * 3600
"""Maximum of each period, in seconds."""


class PresenceRules(Struct, frozen=True, forbid_unknown_fields=True):
    """An agent without activity for `absent_after_seconds` is checked, and absent without a connection that API Gateway
    knows or after `dead_connection_after_seconds`. A viewing expires after `viewing_seconds`."""

    absent_after_seconds: int
    dead_connection_after_seconds: int
    viewing_seconds: int


@cache
def presence_rules() -> PresenceRules:
    """The rules of `presence.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    import tomllib  # not needed by functions that only send messages

    return msgspec.convert(tomllib.loads((CONFIG / "presence.toml").read_text("utf-8")), PresenceRules)


def validate_presence_rules(rules: PresenceRules) -> None:
    """Raises ValueError that names the first error."""
    for name in rules.__struct_fields__:
        if getattr(rules, name) > MAX_PRESENCE_S:
            raise ValueError(f"presence.toml: {name} must be at most {MAX_PRESENCE_S}")
    if rules.absent_after_seconds <= PING_INTERVAL_S:
        raise ValueError(f"presence.toml: absent_after_seconds must be more than {PING_INTERVAL_S}")
    if rules.dead_connection_after_seconds <= max(rules.absent_after_seconds, BACKGROUND_TIMER_S):
        raise ValueError("presence.toml: dead_connection_after_seconds must be more than absent_after_seconds and 60")
    if rules.viewing_seconds <= PING_INTERVAL_S:
        raise ValueError(f"presence.toml: viewing_seconds must be more than {PING_INTERVAL_S}")
