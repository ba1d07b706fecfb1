"""Arriving, leaving, and being thought alive."""

from collections.abc import Callable
from dataclasses import replace

from chalicelib.presence.ports import Device, Look, Store

SILENCE_MS = 60_000
"""An agent who has had no connection for so long is gone."""

PATIENCE_MS = 150_000
"""A connection that brought nothing for so long is dead, even if API Gateway still holds it (a telephone without
reception): pages ping every 30 s, and browsers wake one in the background once a minute."""


LOOK_MS = 75_000
"""So long a conversation counts as open after it was said last: pages say it every 30 s. A window that lies behind
others for minutes is slowed down by its browser, and nobody looks at it."""


def arrive(store: Store, person: str, connection: str, until: int, now: int) -> None:
    """A device said hello; its token lasts until `until`."""
    store.put(Device(person, connection, now, now, until))


def is_there(store: Store, person: str, now: int, gone: Callable[[frozenset[str]], frozenset[str]]) -> bool:
    """Whether one who pings with a write is still there. A connection whose token has ended counts as closed from then
    on. `gone` tells which connections don't exist any more; it is asked only where nothing came for `SILENCE_MS`."""
    devices = store.of(person)
    silent = now - max((min(device.seen, device.until) for device in devices), default=0)
    if silent < SILENCE_MS:
        return True
    standing = frozenset(device.connection for device in devices if device.hears(now))
    return silent < PATIENCE_MS and bool(standing - gone(standing))


def devices(store: Store, person: str, now: int) -> list[Device]:
    """All devices a person is known to have and that may hear, the stale ones among them."""
    return [device for device in store.of(person) if device.hears(now)]


def connections(store: Store, person: str, now: int) -> frozenset[str]:
    """The connections of these."""
    return frozenset(device.connection for device in devices(store, person, now))


def look(store: Store, look: Look, now: int) -> bool:
    """Notes that somebody has a conversation open, for `LOOK_MS` or until their token ends; whether that is new."""
    return store.look(replace(look, until=min(look.until, now + LOOK_MS)), now)
