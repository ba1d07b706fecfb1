"""Dispatch in memory: the stores of a played city, a queue whose delays are rung, and drives at a fixed speed."""

from collections.abc import Callable
from typing import Any

from chalicelib.content.places import Point, metres_between
from chalicelib.dispatch.jobs import MAX_DELAY_S, DispatchJob
from chalicelib.dispatch.known_lessons import KnownLessons
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.ports import DispatchPorts, JobStore, LessonStore, ResponderStore
from chalicelib.dispatch.provider_messages import ProviderMessage
from chalicelib.dispatch.records import JobRequest
from chalicelib.dispatch.rules import dispatch_rules
from chalicelib.kernel.clock import Clock
from local.city.memory_dispatch import MemoryJobStore, MemoryResponders
from local.city.memory_lessons import MemoryLessons
from tests.fakes.backoff import NO_WAIT
from tests.fakes.events import FakeOutbox

KM_A_MINUTE = 0.5


def job_request(**fields: Any) -> JobRequest:
    """A customer asks for a new battery; `fields` are what the test says of it."""
    asked: dict[str, Any] = {
        "key": "k",
        "customer": "c",
        "customer_name": "김민준",
        "conversation": "c1",
        "plate": "p",
        "service": RoadsideService.BATTERY,
        "place": (37.5, 127.0),
    }
    return JobRequest(**asked | fields)


class FakeDispatchQueue:
    """`ports.DispatchQueue` into a list; what is delayed waits until `ring`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.waiting: list[DispatchJob] = []
        self.deferred: list[tuple[int, DispatchJob]] = []

    def send(self, job: DispatchJob, delay_s: int = 0) -> None:
        if delay_s <= 0:
            self.waiting.append(job)
        else:
            self.deferred.append((self._clock() + 1000 * min(delay_s, MAX_DELAY_S), job))

    def ring(self) -> None:
        """What is due by now can be received."""
        now = self._clock()
        self.waiting += [job for at, job in self.deferred if at <= now]
        self.deferred = [each for each in self.deferred if each[0] > now]


class FakeProviders:
    """The queue of external providers, into a list."""

    def __init__(self) -> None:
        self.sent: list[ProviderMessage] = []

    def send(self, message: ProviderMessage) -> None:
        self.sent.append(message)


class FakeTravel:
    """`ports.Travel`: half a kilometre a minute, as the crow flies."""

    def seconds(self, start: Point, end: Point, _at: int, /) -> int | None:
        return round(metres_between(start, end) / 1000 / KM_A_MINUTE * 60)


class FakeDispatch:
    """The stores and the queue, and the ports over them. `wrap` may put something around each adapter."""

    def __init__(
        self,
        outbox: FakeOutbox,
        clock: Clock,
        on_published: Callable[[str], None],
        wrap: Callable[[object], object] = lambda adapter: adapter,
    ) -> None:
        self.responders = MemoryResponders(outbox)
        self.jobs = MemoryJobStore(self.responders, outbox)
        self.lessons = MemoryLessons()
        self.queue, self.providers = FakeDispatchQueue(clock), FakeProviders()
        rules = dispatch_rules()
        jobs: JobStore = wrap(self.jobs)  # type: ignore[assignment]
        responders: ResponderStore = wrap(self.responders)  # type: ignore[assignment]
        lesson_store: LessonStore = wrap(self.lessons)  # type: ignore[assignment]
        queue: FakeDispatchQueue = wrap(self.queue)  # type: ignore[assignment]
        send: Callable[[ProviderMessage], None] = wrap(self.providers).send  # type: ignore[attr-defined]
        self.ports = DispatchPorts(
            jobs=jobs,
            responders=responders,
            queue=queue,
            travel=FakeTravel(),
            lessons=KnownLessons(lesson_store.learned, rules, clock),
            lesson_store=lesson_store,
            rules=rules,
            clock=clock,
            on_published=on_published,
            send_to_provider=send,
            backoff=NO_WAIT,
        )
