"""What is learned from roadside jobs: each is recorded when it ends, and every night the last days are learned from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from chalicelib.dispatch.jobs import LearnDay
from chalicelib.processes.nightly import day_to_learn

if TYPE_CHECKING:
    from chalicelib.dispatch.events import JobEnded
    from chalicelib.service_ports import WithDispatch

    class Needs(WithDispatch, Protocol): ...


FINISHED_DAYS = 7
"""For so long single jobs are kept: a night that failed can be made up for by hand."""


def record_finished(services: Needs, ended: JobEnded) -> None:
    """Records what a job showed, on the day on which it ended, once however often it is called."""
    from chalicelib.content.hours import SEOUL
    from chalicelib.dispatch.arrival_rules import coming_rules
    from chalicelib.dispatch.finished import finished_job

    ports = services.dispatch()
    record = ports.jobs.get(ended.job)
    finished = finished_job(record, coming_rules().positions.max_kmh) if record is not None else None
    if record is not None and finished is not None:
        day = datetime.fromtimestamp(record.ended_at / 1000, SEOUL).date()
        ports.lesson_store.add_finished(day.isoformat(), finished, _days_after(day, FINISHED_DAYS))


def request_lessons(services: Needs) -> None:
    """Requests that yesterday is learned from, in the first hours of a day."""
    ports = services.dispatch()
    yesterday = day_to_learn(ports.clock())
    if yesterday is not None:
        ports.queue.send(LearnDay(yesterday.isoformat()))


def learn_day(services: Needs, job: LearnDay) -> None:
    """Adds up the jobs of a day, and learns from the last days. A repeat adds them up anew, with those that were
    recorded late."""
    from chalicelib.dispatch.lessons import day_record, learn_from

    store, rules = services.dispatch().lesson_store, services.dispatch().rules
    day = date.fromisoformat(job.day)
    first = day - timedelta(days=rules.learning.days - 1)
    store.save_day(job.day, day_record(store.finished(job.day)), _days_after(day, rules.learning.days))
    days = store.days(first.isoformat())
    store.save_learned(learn_from(days.values(), rules))


def _days_after(day: date, days: int) -> int:
    """The end of the time to live of what belongs to a day, in seconds since 1970 UTC."""
    return int(datetime.combine(day + timedelta(days=days + 1), datetime.min.time(), UTC).timestamp())
