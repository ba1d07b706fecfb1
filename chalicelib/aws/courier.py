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
        if not connections:
            return frozenset()
        data = msgspec.json.encode(frame)
        sockets = self._sockets()
        gone: set[str] = set()

        def post_to(connection: str) -> None:
            try:
                sockets.post(connection, data)
            except Gone:
                gone.add(connection)

        self._together([lambda connection=connection: post_to(connection) for connection in connections])  # type: ignore[misc]
        return frozenset(gone)
