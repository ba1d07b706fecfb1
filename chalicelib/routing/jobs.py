"""Work that routing leaves for later, as it lies in SQS."""

from collections.abc import Callable, Mapping

import msgspec
from msgspec import Struct


class MatchQueue(Struct, frozen=True, tag_field="job", tag="match"):
    """Look for agents for a queue."""

    queue: str


class CheckAgentPresence(Struct, frozen=True, tag_field="job", tag="check_presence"):
    """See whether an agent is back, and give his conversations to others if not."""

    agent: str


RoutingJob = MatchQueue | CheckAgentPresence

decode_job = msgspec.json.Decoder(RoutingJob).decode
"""A job from an SQS body. Raises msgspec.MsgspecError: such a message belongs to the dead letters."""

Send = Callable[[Mapping[str, str | int], int], None]


class SqsRoutingJobs:
    """`ports.Jobs` on a queue."""

    def __init__(self, send: Send) -> None:
        self._send = send

    def match_queue(self, queue: str) -> None:
        self._send(msgspec.to_builtins(MatchQueue(queue)), 0)

    def check_presence(self, agent: str, delay_s: int) -> None:
        self._send(msgspec.to_builtins(CheckAgentPresence(agent)), delay_s)
