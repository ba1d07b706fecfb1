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


class Store(Protocol):
    """Connections by person."""

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
