"""Jobs of a played day, in the store that passes the suite of the stores, changed only from the version that a rule has
read."""

from collections.abc import Callable

from msgspec import Struct

from chalicelib.dispatch.model import Job
from chalicelib.dispatch.records import JobRecord, JobRequest
from chalicelib.dispatch.states import SEEKING
from local.city.memory_dispatch import MemoryJobStore, MemoryResponders


class NoOutbox:
    """Nobody follows the events of a played day: its dispatcher is told."""

    def add(self, subject: str, number: int, event: Struct) -> None:
        """Keeps nothing."""


class MemoryJobs:
    """The jobs of a day. `seeking` are those without a responder and an offer, in the order in which they came."""

    def __init__(self) -> None:
        self.store = MemoryJobStore(MemoryResponders(NoOutbox()), NoOutbox())
        self._seeking: dict[str, int] = {}
        self._numbers: dict[str, int] = {}

    def add(self, job: Job) -> None:
        """Stores a new job; a repeat changes nothing. Each is of another car."""
        if self.store.get(job.id) is None:
            self._numbers[job.id] = len(self._numbers)
            request = JobRequest(
                key=job.id, customer=job.id, customer_name="", conversation="", plate=job.id, service=job.service
            )
            self._put(None, JobRecord(job=job, request=request, version=1))

    def get(self, job: str) -> Job:
        """A stored job. Raises KeyError."""
        return self.store.jobs[job].job

    def change(self, job: str, rule: Callable[[Job], Job]) -> Job:
        """Stores what a rule makes of a job, and returns it. What the rule raises is passed on."""
        before = self.store.jobs[job]
        after = rule(before.job)
        if after is not before.job:
            self._put(before, before.rescheduled(0, job=after))
        return after

    def seeking(self) -> list[Job]:
        """The jobs that may be offered now."""
        return [self.get(job) for job in sorted(self._seeking, key=self._seeking.__getitem__)]

    def _put(self, before: JobRecord | None, after: JobRecord) -> None:
        if not self.store.save(before, after):
            raise ValueError(f"{after.id} was changed by another")
        if after.job.state in SEEKING:
            self._seeking[after.id] = self._numbers[after.id]
        else:
            self._seeking.pop(after.id, None)
