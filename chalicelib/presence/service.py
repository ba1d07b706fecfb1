"""Arriving, leaving, and being thought alive."""

from collections.abc import Callable

from chalicelib.presence.ports import Device, Look, Store

SILENCE_MS = 60_000
"""An agent who has had no connection for so long is gone."""

PATIENCE_MS = 150_000
"""A connection that brought nothing for so long is dead, even if API Gateway still holds it (a telephone without
reception): pages ping every 30 s, and browsers wake one in the background once a minute."""


LOOK_MS = 75_000
"""So long a conversation counts as open after it was said last: pages say it every 30 s. A window that lies behind
others for minutes is slowed down by its browser, and nobody looks at it."""


def arrive(store: Store, person: str, connection: str, now: int) -> None:
    """A device said hello."""
    store.put(Device(person, connection, now, now))


def is_there(store: Store, person: str, now: int, gone: Callable[[frozenset[str]], frozenset[str]]) -> bool:
    """Whether one who pings with a write is still there. `gone` tells which connections don't exist any more; it is
    asked only where nothing came for `SILENCE_MS`."""
    devices = store.of(person)
    silent = now - max((device.seen for device in devices), default=0)
    if silent < SILENCE_MS:
        return True
    standing = frozenset(device.connection for device in devices if device.open)
    return silent < PATIENCE_MS and bool(standing - gone(standing))


def connections(store: Store, person: str) -> frozenset[str]:
    """All connections a person is known to have, the stale ones among them."""
    return frozenset(device.connection for device in store.of(person) if device.open)


def look(store: Store, conversation: str, person: str, name: str, connection: str, now: int) -> bool:
    """Notes that somebody has a conversation open; whether that is new."""
    return store.look(Look(conversation, person, name, connection, now + LOOK_MS), now)
