"""The stores of dispatch in memory. They pass the suite of the stores (`tests/stores/test_dispatch.py`)."""

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.content.places import Point, metres_between
from chalicelib.dispatch.cells import listed_cell
from chalicelib.dispatch.events import DispatchEvent, subject_of_event
from chalicelib.dispatch.ports import OpenJob, ResponderChange
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.responders import Position, Responder

FAR_M = 150_000
"""Nobody farther away is found: the cells that are searched end there."""

_metres_between = lru_cache(1 << 20)(metres_between)
"""Trucks mostly stand: a played day asks for the same distances again and again."""


class EventSink(Protocol):
    """Where published events go."""

    def add(self, subject: str, number: int, event: Struct, /) -> None:
        """Keeps an event."""


class MemoryResponders:
    """`ports.ResponderStore` in a dictionary."""

    def __init__(self, outbox: EventSink) -> None:
        self._outbox = outbox
        self.responders: dict[str, Responder] = {}

    def get(self, responder: str) -> Responder | None:
        return self.responders.get(responder)

    def get_many(self, responders: Collection[str]) -> list[Responder]:
        return [self.responders[each] for each in dict.fromkeys(responders) if each in self.responders]

    def save(self, before: Responder | None, after: Responder, events: Sequence[DispatchEvent] = ()) -> bool:
        if not self.is_unchanged(after.id, before):
            return False
        self.put(before, after)
        publish(self._outbox, events)
        return True

    def report(self, responder: str, position: Position) -> Responder | None:
        stored = self.responders.get(responder)
        if stored is None or (stored.position is not None and stored.position.at >= position.at):
            return stored
        self.responders[responder] = replace(stored, position=position, previous=stored.position)
        return self.responders[responder]

    def restore(self, responder: str, wrong: Position, before: Position) -> None:
        stored = self.responders[responder]
        if stored.position == wrong:
            self.responders[responder] = replace(stored, position=before)

    def forget(self, responder: str) -> None:
        if responder in self.responders:
            self.responders[responder] = replace(self.responders[responder], position=None, previous=None, cell="")

    def move(self, responder: Responder, cell: str) -> None:
        stored = self.responders[responder.id]
        if stored.version == responder.version:
            self.responders[responder.id] = replace(stored, cell=cell)

    def near(self, place: Point, wanted: int, is_fit: Callable[[Responder], bool]) -> list[Responder]:
        found = [
            (_metres_between(place, start), responder)
            for responder, each in self.responders.items()
            if each.cell and is_fit(each) and (start := each.start) is not None
        ]
        nearest = sorted(one for one in found if one[0] <= FAR_M)[:wanted]
        return [self.responders[responder] for _, responder in nearest]

    def shifts_over(self, now: int, limit: int) -> list[str]:
        over = sorted((each.shift_end, each.id) for each in self.on_duty() if each.shift_end < now)
        return [responder for _, responder in over[:limit]]

    def on_duty(self) -> list[Responder]:
        return sorted((each for each in self.responders.values() if each.is_on_duty), key=lambda each: each.id)

    def is_unchanged(self, responder: str, before: Responder | None) -> bool:
        """Whether a responder is as they were read."""
        stored = self.responders.get(responder)
        return (stored.version if stored else 0) == (before.version if before else 0)

    def put(self, before: Responder | None, after: Responder) -> None:
        """Stores a responder; a position that came meanwhile stays."""
        stored = self.responders.get(after.id)
        if before is not None and stored is not None and after.position is before.position:
            after = replace(after, position=stored.position, previous=stored.previous)
        self.responders[after.id] = replace(after, cell=listed_cell(after))


class MemoryJobStore:
    """`ports.JobStore` in a dictionary, beside the responders."""

    def __init__(self, responders: MemoryResponders, outbox: EventSink) -> None:
        self._responders, self._outbox = responders, outbox
        self.jobs: dict[str, JobRecord] = {}
        self._plates: dict[str, str] = {}
        self._open: dict[str, JobRecord] = {}
        self._ended: list[tuple[int, str]] = []
        self._batch_at = 0

    def get(self, job: str) -> JobRecord | None:
        return self.jobs.get(job)

    def get_many(self, jobs: Collection[str]) -> list[JobRecord]:
        return [self.jobs[each] for each in dict.fromkeys(jobs) if each in self.jobs]

    def save(
        self,
        before: JobRecord | None,
        after: JobRecord,
        responders: Sequence[ResponderChange] = (),
        events: Sequence[DispatchEvent] = (),
    ) -> bool:
        stored = self.jobs.get(after.id)
        if (stored.version if stored else 0) != (before.version if before else 0):
            return False
        if before is None and self.open_job_of_plate(after.request.plate):
            return False
        if not all(self._responders.is_unchanged(old.id, old) for old, _ in responders):
            return False
        self.jobs[after.id] = after
        if after.is_open:
            self._plates[after.request.plate], self._open[after.id] = after.id, after
        else:
            self._close(before, after)
        for old, new in responders:
            self._responders.put(old, new)
        publish(self._outbox, events)
        return True

    def open_jobs(self, *, lacking: bool | None = None) -> list[OpenJob]:
        found = (self._open[job] for job in sorted(self._open))
        return [
            OpenJob(each.id, each.due_at, each.lacks_responder)
            for each in found
            if lacking is None or lacking is each.lacks_responder
        ]

    def claim_batch(self, at: int) -> bool:
        if at <= self._batch_at:
            return False
        self._batch_at = at
        return True

    def jobs_of_customer(self, customer: str) -> list[str]:
        return _latest_of(customer, self._open.values())

    def history_of_customer(self, customer: str, limit: int) -> list[str]:
        return _latest_of(customer, self.jobs.values())[:limit]

    def ended_before(self, at: int, limit: int) -> list[str]:
        return [job for _, job in self._ended[: min(limit, bisect_left(self._ended, (at, "")))]]

    def open_job_of_plate(self, plate: str) -> str:
        return self._plates.get(plate, "")

    def _close(self, before: JobRecord | None, after: JobRecord) -> None:
        self._open.pop(after.id, None)
        if self._plates.get(after.request.plate) == after.id:
            del self._plates[after.request.plate]
        if before is not None and not before.is_open and not before.forgotten:
            self._ended.remove((before.ended_at, before.id))
        if not after.forgotten:
            insort(self._ended, (after.ended_at, after.id))


def _latest_of(customer: str, jobs: Iterable[JobRecord]) -> list[str]:
    """The ids of a customer's jobs, the latest first."""
    own = (each for each in jobs if each.customer == customer)
    return [each.id for each in sorted(own, key=lambda each: (each.job.requested_at, each.id), reverse=True)]


def publish(outbox: EventSink, events: Sequence[DispatchEvent]) -> None:
    """Keeps the events of a change."""
    for event in events:
        outbox.add(subject_of_event(event), event.number, event)
