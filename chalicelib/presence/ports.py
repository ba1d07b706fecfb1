"""What presence needs of the world."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Device:
    """A person's connection. `since` and `seen` in ms since 1970 UTC; customers' `seen` isn't kept up to date.

    Not `open`: it ended at `seen`, and is remembered so that its person isn't thought gone while he comes back.
    """

    person: str
    connection: str
    since: int
    seen: int
    open: bool = True


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

    def close(self, person: str, connection: str, now: int) -> None:
        """Notes that a connection ended."""

    def remove(self, person: str, connection: str) -> None:
        """Forgets a connection."""

    def of(self, person: str) -> list[Device]:
        """A person's connections."""

    def look(self, look: Look, now: int) -> bool:
        """Keeps a look until its end, in place of an earlier one; whether there was none that still counts."""

    def look_away(self, conversation: str, connection: str) -> bool:
        """Forgets a look; whether there was one."""

    def looks(self, conversation: str, now: int) -> list[Look]:
        """Who has it open, by connection."""
