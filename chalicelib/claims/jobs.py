"""Jobs of claims in SQS."""

from collections.abc import Callable, Mapping

import msgspec
from msgspec import Struct


class AddWorkJob(Struct, frozen=True, tag_field="job", tag="add_work"):
    """Put work on a department's list: a coverage, or "" for help without a coverage."""

    department: str
    claim: str
    coverage: str
    since: int


read_work_job = msgspec.json.Decoder(AddWorkJob).decode

Send = Callable[[Mapping[str, str | int], int], None]


class ClaimQueueJobs:
    """`ports.Jobs` on a queue."""

    def __init__(self, send: Send) -> None:
        self._send = send

    def add_work(self, department: str, claim: str, coverage: str, since: int) -> None:
        self._send(msgspec.to_builtins(AddWorkJob(department, claim, coverage, since)), 0)
