"""Phones and desks, and a courier that posts to no connection whose token has ended."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from msgspec import Struct

from chalicelib.content.messages import Message
from chalicelib.entry.messages_actions import SendCommand
from chalicelib.kernel.actors import Role
from tests.fakes.courier import FakeCourier

TOKEN_MS = 6 * 60_000
"""So long a person's token lasts here: some end in the middle of a play."""


class Strict(FakeCourier):
    """Posts to no connection whose token has ended."""

    def __init__(self, clock: Callable[[], int]) -> None:
        super().__init__()
        self.ends: dict[str, int] = {}
        self._clock = clock

    def post(self, connections: Collection[str], frame: Struct) -> frozenset[str]:
        ended = [connection for connection in connections if self._clock() >= self.ends[connection]]
        assert not ended, f"{type(frame).__name__} delivered after the token's end"
        return super().post(connections, frame)


@dataclass
class Device:
    """A phone or a desk: what it holds survives crashes, reloads and lost connections."""

    name: str
    person: str
    role: Role
    connection: str = ""
    until: int = 0
    cursors: dict[str, int] = field(default_factory=dict)
    held: dict[str, dict[int, Message]] = field(default_factory=dict)
    outbox: list[SendCommand] = field(default_factory=list)
    acked: dict[str, tuple[str, int]] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: count(1))

    def keep(self, conversation: str, messages: Any) -> None:
        """Takes messages in; two of one number must be the same."""
        held = self.held.setdefault(conversation, {})
        for message in messages:
            assert held.setdefault(message.seq, message) == message, "two messages under one number"

    def sees(self, conversation: str) -> list[int]:
        return sorted(self.held.get(conversation, {}))
