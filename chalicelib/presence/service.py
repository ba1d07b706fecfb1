"""Arriving, leaving, and being thought alive."""

from chalicelib.presence.ports import Device, Store

SILENCE_MS = 60_000
"""An agent from whom nothing came for so long is gone; pages ping every 25 s."""


def arrive(store: Store, person: str, connection: str, now: int) -> None:
    """A device said hello."""
    store.put(Device(person, connection, now, now))


def live_connections(store: Store, person: str, now: int) -> frozenset[str]:
    """Connections of a person from which a sign of life came within `SILENCE_MS`; for those who ping with a write."""
    return frozenset(d.connection for d in store.of(person) if now - d.seen < SILENCE_MS)


def connections(store: Store, person: str) -> frozenset[str]:
    """All connections a person is known to have, the stale ones among them."""
    return frozenset(device.connection for device in store.of(person))
