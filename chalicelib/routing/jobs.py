"""Work that routing leaves for later, as it lies in SQS."""

from collections.abc import Callable, Mapping

import msgspec
from msgspec import Struct


class Match(Struct, frozen=True, tag_field="job", tag="match"):
    """Look for agents for a queue."""

    queue: str


class CheckPresence(Struct, frozen=True, tag_field="job", tag="check_presence"):
    """See whether an agent is back, and give his conversations to others if not."""

    agent: str


Job = Match | CheckPresence

read_job = msgspec.json.Decoder(Job).decode
"""A job from an SQS body. Raises msgspec.MsgspecError: such a message belongs to the dead letters."""

Send = Callable[[Mapping[str, str | int], int], None]


class QueueJobs:
    """`ports.Jobs` on a queue."""

    def __init__(self, send: Send) -> None:
        self._send = send

    def match(self, queue: str) -> None:
        self._send(msgspec.to_builtins(Match(queue)), 0)

    def check_presence(self, agent: str, delay_s: int) -> None:
        self._send(msgspec.to_builtins(CheckPresence(agent)), delay_s)
