"""Jobs of claims in SQS."""

from collections.abc import Callable, Mapping

import msgspec
from msgspec import Struct


class PublishEventsJob(Struct, frozen=True, tag_field="job", tag="publish_events"):
    """Publish the unpublished events of a claim."""

    claim: str


class AddWorkJob(Struct, frozen=True, tag_field="job", tag="add_work"):
    """Put work on a department's list: a coverage, or "" for help without a coverage."""

    department: str
    claim: str
    coverage: str
    since: int


read_publish_job = msgspec.json.Decoder(PublishEventsJob).decode
read_work_job = msgspec.json.Decoder(AddWorkJob).decode

Send = Callable[[Mapping[str, str | int], int], None]


class ClaimQueueJobs:
    """`ports.Jobs` on two queues."""

    def __init__(self, claim_events: Send, departments: Send) -> None:
        self._claim_events = claim_events
        self._departments = departments

    def publish_events(self, claim: str) -> None:
        self._claim_events(msgspec.to_builtins(PublishEventsJob(claim)), 0)

    def add_work(self, department: str, claim: str, coverage: str, since: int) -> None:
        self._departments(msgspec.to_builtins(AddWorkJob(department, claim, coverage, since)), 0)
