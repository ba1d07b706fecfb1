"""Work that claims leave for later, as it lies in SQS."""

from collections.abc import Callable, Mapping

import msgspec
from msgspec import Struct


class Tell(Struct, frozen=True, tag_field="job", tag="tell"):
    """Tell everybody concerned what happened to a claim."""

    claim: str


class Concern(Struct, frozen=True, tag_field="job", tag="concern"):
    """A department has work on a claim: a coverage, or "" where it is only informed."""

    department: str
    claim: str
    coverage: str
    since: int


read_tell = msgspec.json.Decoder(Tell).decode
read_concern = msgspec.json.Decoder(Concern).decode

Send = Callable[[Mapping[str, str | int], int], None]


class QueueJobs:
    """`ports.Jobs` on two queues."""

    def __init__(self, telling: Send, departments: Send) -> None:
        self._telling = telling
        self._departments = departments

    def tell(self, claim: str) -> None:
        self._telling(msgspec.to_builtins(Tell(claim)), 0)

    def concern(self, department: str, claim: str, coverage: str, since: int) -> None:
        self._departments(msgspec.to_builtins(Concern(department, claim, coverage, since)), 0)
