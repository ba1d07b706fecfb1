"""The ports of dispatch."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from msgspec import Struct

from chalicelib.content.places import Point
from chalicelib.dispatch.events import DispatchEvent
from chalicelib.dispatch.jobs import DispatchJob
from chalicelib.dispatch.lessons import DayRecord, FinishedJob, Learned, Lessons
from chalicelib.dispatch.provider_messages import ProviderMessage
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.responders import Position, Responder
from chalicelib.dispatch.rules import DispatchRules
from chalicelib.dispatch.safe_numbers import GIVEN_SAFE_NUMBERS
from chalicelib.kernel.clock import Clock
from chalicelib.kernel.optimistic_update import SYSTEM_BACKOFF, Backoff


class OpenJob(Struct, frozen=True):
    """A job in the list of open ones. `due_at` (ms) is when it must be looked at. `lacks_responder`: it is sought for,
    or was in vain, so that a dispatcher has it."""

    job: str
    due_at: int
    lacks_responder: bool


ResponderChange = tuple[Responder, Responder]
"""A responder as they were read, and as they are to be stored."""


class JobStore(Protocol):
    """Jobs by id and by customer, and the open ones: all, by customer, and by plate.

    Invariant: a car has one open job. A change of a job is stored with those of the responders whom it concerns and
    with its events, in one transaction, on the condition that all of them are as they were read.
    """

    def get(self, job: str) -> JobRecord | None:
        """A job, strongly consistent."""

    def get_many(self, jobs: Collection[str]) -> list[JobRecord]:
        """Those of the jobs that exist, strongly consistent."""

    def save(
        self,
        before: JobRecord | None,
        after: JobRecord,
        responders: Sequence[ResponderChange] = (),
        events: Sequence[DispatchEvent] = (),
    ) -> bool:
        """Stores a job in place of `before`, or a new one; False if it, or one of the responders, has changed, or the
        car of a new one has an open job."""

    def open_jobs(self, *, lacking: bool | None = None) -> list[OpenJob]:
        """The open jobs: all, or those that lack a responder, or the others. Strongly consistent."""

    def claim_batch(self, at: int) -> bool:
        """Whether the batch of that moment (ms) is the caller's to match; False if it is another's already, or a later
        one was claimed."""

    def jobs_of_customer(self, customer: str) -> list[str]:
        """The ids of a customer's open jobs, the latest first. Strongly consistent."""

    def history_of_customer(self, customer: str, limit: int) -> list[str]:
        """The ids of a customer's jobs, open or ended, the latest first."""

    def ended_before(self, at: int, limit: int) -> list[str]:
        """The ids of the first jobs that ended before then (ms) and whose positions are still kept."""

    def open_job_of_plate(self, plate: str) -> str:
        """The id of a car's open job; "" without one. Strongly consistent."""


class ResponderStore(Protocol):
    """Responders by id, and those on duty by where they are."""

    def get(self, responder: str) -> Responder | None:
        """A responder, strongly consistent."""

    def get_many(self, responders: Collection[str]) -> list[Responder]:
        """Those of the responders that exist, strongly consistent."""

    def save(self, before: Responder | None, after: Responder, events: Sequence[DispatchEvent] = ()) -> bool:
        """Stores a responder in place of `before`, or a new one; False if they have changed."""

    def report(self, responder: str, position: Position) -> Responder | None:
        """Keeps a responder's position, if it is their latest; returns the responder as stored now, None for one who
        isn't known. One request."""

    def restore(self, responder: str, wrong: Position, before: Position) -> None:
        """Takes back the latest position, if it is still this one: it can't be true."""

    def forget(self, responder: str) -> None:
        """Deletes where a responder is and was."""

    def move(self, responder: Responder, cell: str) -> None:
        """Has a responder looked for in another cell. One request."""

    def near(self, place: Point, wanted: int, is_fit: Callable[[Responder], bool]) -> list[Responder]:
        """The fit responders on duty around a place, the nearest first, `wanted` at most. Nobody else is as near as
        the first few of these, but one farther away may be missing. They may have changed since."""

    def shifts_over(self, now: int, limit: int) -> list[str]:
        """Who is on duty although their shift ended before `now` (ms), the longest first."""

    def on_duty(self) -> list[Responder]:
        """All responders on duty, for a dispatcher's map: reads each."""


class DispatchQueue(Protocol):
    """The queue of deferred work of dispatch. A job may run twice, and in any order."""

    def send(self, job: DispatchJob, delay_s: int = 0) -> None:
        """Has a job run in so many seconds; later ones in several steps, as SQS takes 900."""


class Travel(Protocol):
    """How long drives take."""

    def seconds(self, start: Point, end: Point, at: int) -> int | None:
        """The expected seconds of a drive that begins at `at` (ms); None where there is no road."""


class SafeNumbers(Protocol):
    """Numbers at which a customer and a responder reach each other."""

    def number_of(self, person: str, phone: str) -> str:
        """The safe number that rings at the telephone of a person; "" for none: then nothing is shown."""


class LessonStore(Protocol):
    """What finished jobs showed, by day (ISO, in Seoul), and what was learned from it. Until `until_s` (seconds since
    1970 UTC) it is kept at least."""

    def add_finished(self, day: str, finished: FinishedJob, until_s: int) -> None:
        """Keeps what a job showed that ended on that day, once however often it is called."""

    def finished(self, day: str) -> list[FinishedJob]:
        """What the jobs of a day showed, by id. Strongly consistent."""

    def save_day(self, day: str, record: DayRecord, until_s: int) -> None:
        """Keeps what the jobs of a day showed together, in place of what was kept of it. Of a very long day some
        thousand samples are kept, spread over the day."""

    def days(self, first: str) -> dict[str, DayRecord]:
        """The days from `first` on, in order."""

    def save_learned(self, learned: Learned) -> None:
        """Keeps what the last days taught, in place of what was kept."""

    def learned(self) -> Learned | None:
        """What the last days taught; None before the first was learned from. It may be some seconds old."""


@dataclass(frozen=True, slots=True)
class DispatchPorts:
    """`lessons` is what earlier days taught, as it is known at present; `on_published` is called with the subject
    of a published event, `send_to_provider` puts a message into the queue of external providers."""

    jobs: JobStore
    responders: ResponderStore
    queue: DispatchQueue
    travel: Travel
    lessons: Callable[[], Lessons]
    lesson_store: LessonStore
    rules: DispatchRules
    clock: Clock
    on_published: Callable[[str], None]
    send_to_provider: Callable[[ProviderMessage], None]
    safe_numbers: SafeNumbers = GIVEN_SAFE_NUMBERS
    backoff: Backoff = SYSTEM_BACKOFF
