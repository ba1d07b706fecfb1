"""What presence needs of the world."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Device:
    """A person's connection. `since`, `seen` and `until`, when the token behind it ends, in ms since 1970 UTC;
    customers' `seen` isn't kept up to date.

    Not `open`: it ended at `seen`, and is remembered so that its person isn't thought gone while they come back.
    """

    person: str
    connection: str
    since: int
    seen: int
    until: int
    open: bool = True

    def hears(self, now: int) -> bool:
        """Whether anything may be delivered to it."""
        return self.open and now < self.until


@dataclass(frozen=True, slots=True)
class Look:
    """A conversation that somebody of the staff has open on a connection; so said until `until`, ms since 1970 UTC."""

    conversation: str
    person: str
    name: str
    connection: str
    until: int


class Store(Protocol):
    """Connections by person, and open conversations by connection."""

    def put(self, device: Device) -> None:
        """Keeps a connection for a little over the 2 h that API Gateway lets one live."""

    def seen(self, person: str, connection: str, now: int) -> None:
        """Notes a sign of life."""

    def close(self, person: str, connection: str, until: int, now: int) -> None:
        """Notes that a connection ended whose token lasts until `until`."""

    def remove(self, person: str, connection: str, until: int) -> None:
        """Forgets a connection whose token lasts until `until`."""

    def ended(self, now: int) -> list[Device]:
        """Connections whose token has ended and that nobody has closed or removed since; some of them, if many."""

    def end(self, device: Device) -> None:
        """An ended connection was seen to: `ended` doesn't give it again."""

    def of(self, person: str) -> list[Device]:
        """A person's connections."""

    def look(self, look: Look, now: int) -> bool:
        """Keeps a look until its end, in place of an earlier one; whether there was none that still counts."""

    def look_away(self, conversation: str, connection: str) -> bool:
        """Forgets a look; whether there was one."""

    def looks(self, conversation: str, now: int) -> list[Look]:
        """Who has it open, by connection."""
