"""How long staff count as present, and how much a person may do (`config/presence.toml`)."""

from functools import cache

from msgspec import Struct

from chalicelib.content.config_files import read_rules

PING_INTERVAL_S = 30
"""Pages send a ping and renew their viewings at this interval."""

BACKGROUND_TIMER_S = 60
"""Browsers run the timers of a page in the background at most once in this time."""

HELLO_SECONDS = (10, 600)
"""Range of `hello_within_seconds`: a page on a slow line needs some, and API Gateway ends a silent connection then."""

MAX_PRESENCE_S = 24 * 3600
"""Maximum of each period, in seconds."""

MAX_CONNECTIONS = 50
"""A conversation's head lists every connection."""

MAX_WINDOW_S = 3600
"""A person who exceeds a limit waits until the end of its window."""


class ActionLimit(Struct, frozen=True, forbid_unknown_fields=True):
    """The maximum number of actions of a person in a window of `window_seconds`, by whether they are staff."""

    window_seconds: int
    customer: int
    staff: int


class PresenceRules(Struct, frozen=True, forbid_unknown_fields=True):
    """A connection is closed without `hello` within `hello_within_seconds`. An agent without activity for
    `absent_after_seconds` is checked, and absent without a connection that API Gateway knows or after
    `dead_connection_after_seconds`. A viewing expires after `viewing_seconds`. A person has at most
    `max_connections`; `actions` limits all actions but messages, typing and pings, `provider_reports` the
    reports of an external provider."""

    hello_within_seconds: int
    absent_after_seconds: int
    dead_connection_after_seconds: int
    viewing_seconds: int
    max_connections: int
    actions: ActionLimit
    tickets: ActionLimit
    provider_reports: ActionLimit


@cache
def presence_rules() -> PresenceRules:
    """The rules of `presence.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("presence.toml", PresenceRules)


def validate_presence_rules(rules: PresenceRules) -> None:
    """Raises ValueError that names the first error."""
    low, high = HELLO_SECONDS
    if not low <= rules.hello_within_seconds <= high:
        raise ValueError(f"presence.toml: hello_within_seconds must be {low} to {high}")
    for name in ("absent_after_seconds", "dead_connection_after_seconds", "viewing_seconds"):
        if getattr(rules, name) > MAX_PRESENCE_S:
            raise ValueError(f"presence.toml: {name} must be at most {MAX_PRESENCE_S}")
    if rules.absent_after_seconds <= PING_INTERVAL_S:
        raise ValueError(f"presence.toml: absent_after_seconds must be more than {PING_INTERVAL_S}")
    if rules.dead_connection_after_seconds <= max(rules.absent_after_seconds, BACKGROUND_TIMER_S):
        raise ValueError("presence.toml: dead_connection_after_seconds must be more than absent_after_seconds and 60")
    if rules.viewing_seconds <= PING_INTERVAL_S:
        raise ValueError(f"presence.toml: viewing_seconds must be more than {PING_INTERVAL_S}")
    _validate_limits(rules)


def _validate_limits(rules: PresenceRules) -> None:
    if not 1 <= rules.max_connections <= MAX_CONNECTIONS:
        raise ValueError(f"presence.toml: max_connections must be 1 to {MAX_CONNECTIONS}")
    for name in ("actions", "tickets", "provider_reports"):
        limit: ActionLimit = getattr(rules, name)
        if not 1 <= limit.window_seconds <= MAX_WINDOW_S:
            raise ValueError(f"presence.toml: {name}.window_seconds must be 1 to {MAX_WINDOW_S}")
        for people in ("customer", "staff"):
            if getattr(limit, people) < 1:
                raise ValueError(f"presence.toml: {name}.{people} must be at least 1")
