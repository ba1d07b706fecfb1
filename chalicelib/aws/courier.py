"""Delivery to connections over `@connections`."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

import msgspec

from chalicelib.aws.sockets import Gone, Sockets

MOST_BYTES = 128 * 1024
"""API Gateway's limit of a message."""


class SocketCourier:
    """Posts a frame to many connections side by side."""

    def __init__(
        self, sockets: Callable[[], Sockets], together: Callable[[Iterable[Callable[[], object]]], None]
    ) -> None:
        self._sockets = sockets
        self._together = together

    def post(self, connections: Collection[str], frame: Any) -> frozenset[str]:
        """Posts to each; gives those that are gone. Other failures are raised after all were tried."""
        data = msgspec.json.encode(frame) if connections else b""
        return self._missing(connections, lambda sockets, connection: sockets.post(connection, data))

    def gone(self, connections: Collection[str]) -> frozenset[str]:
        """Asks after each; gives those that are gone."""
        return self._missing(connections, lambda sockets, connection: sockets.look(connection))

    def _missing(self, connections: Collection[str], ask: Callable[[Sockets, str], None]) -> frozenset[str]:
        if not connections:
            return frozenset()
        sockets = self._sockets()
        gone: set[str] = set()

        def ask_of(connection: str) -> None:
            try:
                ask(sockets, connection)
            except Gone:
                gone.add(connection)

        self._together([lambda connection=connection: ask_of(connection) for connection in connections])  # type: ignore[misc]
        return frozenset(gone)
