"""Registering connections, and deciding who is online."""

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from chalicelib.kernel.actors import Actor
from chalicelib.presence.ports import Device, PresenceStore, Viewing
from chalicelib.presence.rules import PresenceRules


def await_hello(store: PresenceStore, actor: Actor, rules: PresenceRules) -> None:
    """Has a new connection closed if it isn't registered within `hello_within_seconds`: a newer token's connection
    closes only those that are."""
    store.expire(actor.id, actor.connection, actor.connected_at, _hello_until(actor, rules))


def register_device(store: PresenceStore, actor: Actor, now: int, rules: PresenceRules) -> None:
    """Stores a connection that has sent `hello`, a sign of life of staff."""
    device = Device(
        actor.id, actor.connection, now, now, actor.expires_at, rights=actor.rights, issued_at=actor.issued_at
    )
    store.register(device, _hello_until(actor, rules), beats=actor.role.is_staff)


def _hello_until(actor: Actor, rules: PresenceRules) -> int:
    return actor.connected_at + rules.hello_within_seconds * 1000


def is_superseded(devices: Iterable[Device], actor: Actor) -> bool:
    """Whether a person has connected with a token that is newer than the actor's and allows something else."""
    return any(device.issued_at > actor.issued_at and device.rights != actor.rights for device in devices)


def is_online(
    store: PresenceStore,
    person: str,
    now: int,
    rules: PresenceRules,
    find_gone: Callable[[frozenset[str]], frozenset[str]],
) -> bool:
    """Whether a member of staff is online. A connection counts as closed once its token has expired. `find_gone`
    returns which connections don't exist any more; it is called only after `absent_after_seconds` without activity."""
    devices = store.devices_of(person)
    silent_ms = now - max((min(device.last_seen_at, device.token_expires_at) for device in devices), default=0)
    if silent_ms < rules.absent_after_seconds * 1000:
        return True
    receiving = frozenset(device.connection for device in devices if device.can_receive(now))
    return silent_ms < rules.dead_connection_after_seconds * 1000 and bool(receiving - find_gone(receiving))


def online_devices(store: PresenceStore, person: str, now: int) -> list[Device]:
    """A person's devices that can receive frames; some of their connections may be dead."""
    return [device for device in store.devices_of(person) if device.can_receive(now)]


def renew_viewing(store: PresenceStore, viewing: Viewing, now: int, rules: PresenceRules) -> bool:
    """Stores that a member of staff has a conversation open, for `viewing_seconds` or until their token expires;
    whether it wasn't open there before."""
    until = min(viewing.expires_at, now + rules.viewing_seconds * 1000)
    return store.start_viewing(replace(viewing, expires_at=until), now)
