"""Jobs in memory, changed only from the version that a rule has read."""

from collections.abc import Callable

from chalicelib.dispatch.model import Job
from chalicelib.dispatch.states import SEEKING


class MemoryJobs:
    """The jobs of a day. `seeking` are those without a responder and an offer, in the order in which they came."""

    def __init__(self) -> None:
        self._jobs: dict[str, tuple[Job, int]] = {}
        self._seeking: dict[str, int] = {}
        self._numbers: dict[str, int] = {}

    def add(self, job: Job) -> None:
        """Stores a new job; a repeat changes nothing."""
        if job.id not in self._jobs:
            self._numbers[job.id] = len(self._numbers)
            self._put(job, 1)

    def get(self, job: str) -> Job:
        """A stored job. Raises KeyError."""
        return self._jobs[job][0]

    def change(self, job: str, rule: Callable[[Job], Job]) -> Job:
        """Stores what a rule makes of a job, and returns it. What the rule raises is passed on."""
        before, version = self._jobs[job]
        after = rule(before)
        if after is not before:
            self._put(after, version + 1)
        return after

    def seeking(self) -> list[Job]:
        """The jobs that may be offered now."""
        return [self._jobs[job][0] for job in sorted(self._seeking, key=self._seeking.__getitem__)]

    def _put(self, job: Job, version: int) -> None:
        self._jobs[job.id] = job, version
        if job.state in SEEKING:
            self._seeking[job.id] = self._numbers[job.id]
        else:
            self._seeking.pop(job.id, None)
