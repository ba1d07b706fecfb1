"""A roadside job in the model of a day: requested, declined by one responder, done by another."""

from collections.abc import Callable, Iterator
from zlib import crc32

from chalicelib.dispatch import answers, duty, service, work
from chalicelib.dispatch.jobs import CheckJob
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.records import JobRecord, JobTerms
from chalicelib.dispatch.responders import ResponderCard, truck_of
from chalicelib.dispatch.states import JobState
from chalicelib.routing.waits import day_of
from tests.fakes.dispatch import job_request
from tests.model.world import World

BROKEN_DOWN = (37.5, 127.0)
NEAR, FAR = (37.51, 127.0), (37.55, 127.0)
REQUEST = job_request(
    key="roadside-1",
    customer="cust-kim",
    conversation="conversation1",
    plate="12가3456",
    place=BROKEN_DOWN,
    contract="20-1",
    terms=JobTerms(covered=True, agreed_at=1),
)
HOUR_MS = 3_600_000


class RoadsideJob:
    """The steps of the job, and what must be true of it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._ports = world.services.dispatch()

    def steps(self) -> Iterator[Callable[[], object]]:
        """All that people do."""
        ports, job = self._ports, service.job_id_of(REQUEST.key)
        yield lambda: self._go_on_duty("r-near", NEAR)
        yield lambda: self._go_on_duty("r-far", FAR)
        yield lambda: service.request_job(ports, REQUEST)
        yield lambda: answers.decline(ports, "r-near", job, 1, "too_far")
        yield lambda: answers.accept(ports, "r-far", job, 2)
        yield lambda: work.depart(ports, "r-far", job)
        yield lambda: work.arrive(ports, "r-far", job)
        yield lambda: work.begin(ports, "r-far", job)
        yield lambda: work.add_photos(ports, "r-far", job, "before", ("upload-1",))
        yield lambda: work.add_photos(ports, "r-far", job, "after", ("upload-2",))
        yield lambda: work.complete(ports, "r-far", job)

    def _go_on_duty(self, responder: str, place: tuple[float, float]) -> None:
        card, until = ResponderCard(responder, "박기사"), self._world.now + HOUR_MS
        duty.go_on_duty(self._ports, card, frozenset(RoadsideService), until, place)

    @property
    def _records(self) -> list[JobRecord]:
        return list(self._world.dispatch.jobs.jobs.values())

    def check_sought(self) -> None:
        """No job with a place waits for a responder who could be asked, and no two have the same."""
        responders = self._world.dispatch.responders.responders.values()
        for record in self._records:
            free = [each for each in responders if truck_of(each, self._world.now, self._ports.rules.matching)]
            fit = [each for each in free if not record.job.refused_by(each.id)]
            assert not record.lacks_responder or record.job.place is None or not fit
            holders = [each.id for each in responders if record.id in (each.job, each.next_job)]
            is_given = bool(record.job.responder) and record.is_open
            assert holders == ([record.job.responder] if is_given else [])
            asked_ones = [each.id for each in responders if each.offer is not None and each.offer.job == record.id]
            offer = record.job.offer
            assert asked_ones == ([offer.responder] if offer and record.job.state is JobState.OFFERED else [])

    def check_uses(self) -> None:
        """What was done counts once against its contract."""
        done = {each.id for each in self._records if each.job.state is JobState.COMPLETED}
        counted = self._world.roadside_uses.uses_of(REQUEST.contract)
        assert [use.job for use in counted] == sorted(done)

    def check_lessons(self) -> None:
        """What was done is kept once to be learned from."""
        days = {day_of(each.ended_at) for each in self._records if each.ended_at}
        kept = [each.job for day in days for each in self._world.dispatch.lessons.finished(day)]
        assert sorted(kept) == sorted(each.id for each in self._records if each.job.state is JobState.COMPLETED)

    def check_thread(self) -> None:
        """The conversation says once what happened to each job, up to its last change."""
        for record in self._records:
            device = f"job{crc32(record.id.encode()):08x}"
            logged = self._world.store.logs[record.conversation].values()
            ids = [client_id for client_id, _ in logged if client_id.startswith(f"{device}:")]
            assert len(ids) == len(set(ids))
            assert f"{device}:{record.history[0].number}" in ids, "the card"
            assert record.posted == max(entry.number for entry in record.history)

    def check_timers(self) -> None:
        """Every open job has a timer of its present state."""
        queue = self._world.dispatch.queue
        jobs = [*queue.waiting, *(job for _, job in queue.deferred)]
        timers = {(job.of, job.due_at) for job in jobs if isinstance(job, CheckJob)}
        assert {(each.id, each.due_at) for each in self._records if each.is_open} <= timers
