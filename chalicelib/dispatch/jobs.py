"""Deferred work of dispatch, as SQS messages."""

from collections.abc import Callable, Mapping

import msgspec
from msgspec import Struct

MAX_DELAY_S = 900
"""The longest delay that SQS takes."""


class MatchJobs(Struct, frozen=True, tag_field="job", tag="match"):
    """Offer the jobs that seek a responder where enough trucks are idle near; where they aren't, they are matched
    together in the next batch."""


class CheckJob(Struct, frozen=True, tag_field="job", tag="check"):
    """Look at a job that was to be looked at at `due_at` (ms since 1970 UTC)."""

    of: str
    due_at: int


class FollowArrival(Struct, frozen=True, tag_field="job", tag="follow"):
    """Look at where the responder of a job is, and tell the customer what has changed."""

    of: str


class ShowJobs(Struct, frozen=True, tag_field="job", tag="show"):
    """Tell dispatchers that the list of jobs has changed."""


class LearnDay(Struct, frozen=True, tag_field="job", tag="learn"):
    """Learn from the jobs that ended on a day (ISO)."""

    day: str


DispatchJob = MatchJobs | CheckJob | FollowArrival | ShowJobs | LearnDay

decode_dispatch_job = msgspec.json.Decoder(DispatchJob).decode
"""Decodes a job from an SQS body. Raises msgspec.MsgspecError; the message then goes to the dead-letter queue."""


class SqsDispatchQueue:
    """`ports.DispatchQueue` on an SQS queue. What is due later than SQS takes comes early and is sent again."""

    def __init__(self, send: Callable[[Mapping[str, object], int], None]) -> None:
        self._send = send

    def send(self, job: DispatchJob, delay_s: int = 0) -> None:
        self._send(msgspec.to_builtins(job), max(0, min(delay_s, MAX_DELAY_S)))
