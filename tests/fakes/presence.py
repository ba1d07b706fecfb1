"""`PresenceStore` in memory."""

from collections import Counter

from msgspec.structs import replace

from chalicelib.presence.ports import Device, Viewing
from chalicelib.presence.store import CONNECTION_LIFETIME_S


class FakePresence:
    """Connections in a dictionary. Actions are limited only if `limits_actions`: most tests do more of them in no time
    than a person may."""

    def __init__(self, *, limits_actions: bool = False) -> None:
        self.limits_actions = limits_actions
        self.actions: Counter[tuple[str, str]] = Counter()
        self.devices: dict[tuple[str, str], Device] = {}
        self.ends: dict[tuple[str, int], Device] = {}
        self.alive: dict[str, int] = {}
        self.open: dict[tuple[str, str], Viewing] = {}

    def register(self, device: Device, hello_until: int, *, beats: bool) -> None:
        self.remove_expiry(device.connection, hello_until)
        if beats:
            self.beat(device.person, device.last_seen_at)
        self.devices[device.person, device.connection] = device
        if device.token_expires_at < device.connected_at + CONNECTION_LIFETIME_S * 1000:
            self.expire(device.person, device.connection, device.connected_at, device.token_expires_at)

    def expire(self, person: str, connection: str, now: int, until: int) -> None:
        self.ends[connection, until] = Device(person, connection, now, now, until)

    def record_activity(self, person: str, connection: str, now: int) -> None:
        if (person, connection) in self.devices:
            self.devices[person, connection] = replace(self.devices[person, connection], last_seen_at=now)

    def beat(self, person: str, now: int) -> None:
        self.alive[person] = now

    def find_silent(self, since: int) -> list[str]:
        return sorted(person for person, seen in self.alive.items() if seen <= since)

    def forget(self, person: str) -> None:
        self.alive.pop(person, None)

    def close(self, person: str, connection: str, until: int, now: int) -> None:
        self.ends.pop((connection, until), None)
        if (person, connection) in self.devices:
            self.devices[person, connection] = replace(
                self.devices[person, connection], last_seen_at=now, is_open=False
            )

    def remove(self, person: str, connection: str, until: int) -> None:
        self.devices.pop((person, connection), None)
        self.ends.pop((connection, until), None)

    def find_expired(self, now: int) -> list[Device]:
        return [device for device in self.ends.values() if device.token_expires_at <= now]

    def remove_expiry(self, connection: str, until: int) -> None:
        self.ends.pop((connection, until), None)

    def count_actions(self, person: str, window: str, number: int, most: int, until: int) -> bool:
        counted = self.actions.get((person, window), 0) + number
        if self.limits_actions and counted > most:
            return False
        self.actions[person, window] = counted
        return True

    def devices_of(self, person: str) -> list[Device]:
        return [device for (owner, _), device in sorted(self.devices.items()) if owner == person]

    def start_viewing(self, viewing: Viewing, now: int) -> bool:
        before = self.open.get((viewing.conversation, viewing.connection))
        self.open[viewing.conversation, viewing.connection] = viewing
        return before is None or before.expires_at <= now

    def end_viewing(self, conversation: str, connection: str) -> bool:
        return self.open.pop((conversation, connection), None) is not None

    def viewings(self, conversation: str, now: int) -> list[Viewing]:
        found = (viewing for (where, _), viewing in sorted(self.open.items()) if where == conversation)
        return [viewing for viewing in found if viewing.expires_at > now]
