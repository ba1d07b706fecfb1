"""Deliveries into inboxes in memory."""

from collections.abc import Collection

from msgspec import Struct


class FakeCourier:
    """Delivers into inboxes; who has none is gone."""

    def __init__(self) -> None:
        self.inboxes: dict[str, list[Struct]] = {}
        self.closed: list[str] = []

    def post(self, connections: Collection[str], frame: Struct) -> frozenset[str]:
        gone = set()
        for connection in sorted(connections):
            if connection in self.inboxes:
                self.inboxes[connection].append(frame)
            else:
                gone.add(connection)
        return frozenset(gone)

    def find_gone(self, connections: Collection[str]) -> frozenset[str]:
        return frozenset(connections) - self.inboxes.keys()

    def close(self, connections: Collection[str]) -> None:
        for connection in connections:
            self.closed.append(connection)
            self.inboxes.pop(connection, None)
