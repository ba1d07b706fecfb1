"""Delivery to connections over `@connections`."""

import logging
from collections.abc import Callable, Collection, Iterable
from typing import Any

import msgspec

from chalicelib.aws.sockets import ConnectionGone, FrameRefused, Sockets

log = logging.getLogger("baro")


class WebSocketDelivery:
    """Posts a frame to many connections in parallel."""

    def __init__(
        self, sockets: Callable[[], Sockets], run_parallel: Callable[[Iterable[Callable[[], object]]], None]
    ) -> None:
        self._sockets = sockets
        self._run_parallel = run_parallel

    def post(self, connections: Collection[str], frame: Any) -> frozenset[str]:
        """Posts to each connection; returns those that no longer exist.

        Errors that a retry may solve are raised after all were tried. A refused frame is only logged: one device must
        not keep a sender from being acknowledged.
        """
        data = msgspec.json.encode(frame) if connections else b""
        return self._missing(connections, lambda sockets, connection: sockets.post(connection, data))

    def find_gone(self, connections: Collection[str]) -> frozenset[str]:
        """Returns those connections that no longer exist."""
        return self._missing(connections, lambda sockets, connection: sockets.probe(connection))

    def close(self, connections: Collection[str]) -> None:
        """Closes connections. Errors are raised after all were tried."""
        if not connections:
            return
        sockets = self._sockets()
        self._run_parallel([lambda connection=connection: sockets.close(connection) for connection in connections])  # type: ignore[misc]

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

        self._run_parallel([lambda connection=connection: ask_of(connection) for connection in connections])  # type: ignore[misc]
        return frozenset(gone)
