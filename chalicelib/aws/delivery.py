"""Delivery to connections over `@connections`."""

import logging
from collections.abc import Callable, Collection, Iterable
from typing import Any

import msgspec

from chalicelib.aws.sockets import ConnectionGone, FrameRefused, Sockets

log = logging.getLogger("baro")


class WebSocketDelivery:
    """Posts a frame to many connections side by side."""

    def __init__(
        self, sockets: Callable[[], Sockets], together: Callable[[Iterable[Callable[[], object]]], None]
    ) -> None:
        self._sockets = sockets
        self._together = together

    def post(self, connections: Collection[str], frame: Any) -> frozenset[str]:
        """Posts to each; gives those that are gone.

        What may succeed later is raised after all were tried. What never will isn't: one device that can't be posted to
        must not keep a sender from his acknowledgement for ever.
        """
        data = msgspec.json.encode(frame) if connections else b""
        return self._missing(connections, lambda sockets, connection: sockets.post(connection, data))

    def find_gone(self, connections: Collection[str]) -> frozenset[str]:
        """Asks after each; gives those that are gone."""
        return self._missing(connections, lambda sockets, connection: sockets.probe(connection))

    def close(self, connections: Collection[str]) -> None:
        """Ends connections; those that are gone are gone. What fails is raised after all were tried."""
        if not connections:
            return
        sockets = self._sockets()
        self._together([lambda connection=connection: sockets.close(connection) for connection in connections])  # type: ignore[misc]

    def _missing(self, connections: Collection[str], ask: Callable[[Sockets, str], None]) -> frozenset[str]:
        if not connections:
            return frozenset()
        sockets = self._sockets()
        gone: set[str] = set()

        def ask_of(connection: str) -> None:
            try:
                ask(sockets, connection)
            except ConnectionGone:
                gone.add(connection)
            except FrameRefused as error:
                log.warning("not delivered: %s", error)

        self._together([lambda connection=connection: ask_of(connection) for connection in connections])  # type: ignore[misc]
        return frozenset(gone)
