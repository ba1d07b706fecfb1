"""Contract of the store of what finished jobs showed."""

from collections.abc import Callable

from chalicelib.dispatch.arrival import Approach, ArrivalBand, ArrivalSample
from chalicelib.dispatch.lesson_store import MAX_SAMPLES
from chalicelib.dispatch.lessons import DayRecord, FinishedJob, Learned
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.ports import LessonStore
from chalicelib.dispatch.travel import FinishedDrive, PowerLaw

UNTIL_S = 4_000_000_000
DRIVE = FinishedDrive("metropolitan", 3.25, 8, 612.5)
ARRIVAL = ArrivalSample(Approach.AFTER_JOB, 600.0, 660.0)
BATTERY = RoadsideService.BATTERY
Fresh = Callable[[str], str]


def test_a_job_is_kept_once_on_its_day(dispatch_lessons: LessonStore, fresh: Fresh) -> None:
    day, other = fresh("2026-11-"), fresh("2026-11-")
    jobs = [FinishedJob(f"R{number}", BATTERY, DRIVE, ARRIVAL, 700.0 + number) for number in range(10, 30)]
    bare = FinishedJob("R30", RoadsideService.TOW)
    for each in (*reversed(jobs), bare, jobs[3]):
        dispatch_lessons.add_finished(day, each, UNTIL_S)
    assert dispatch_lessons.finished(day) == [*jobs, bare]
    assert dispatch_lessons.finished(other) == []


def test_days_are_kept_from_one_on_and_replaced(dispatch_lessons: LessonStore, fresh: Fresh) -> None:
    first, second, third = sorted(fresh("9999-12-") for _ in range(3))
    full = DayRecord([DRIVE], [(BATTERY, 700.0)], [ARRIVAL])
    for day in (third, first, second):
        dispatch_lessons.save_day(day, DayRecord(), UNTIL_S)
    dispatch_lessons.save_day(second, full, UNTIL_S)
    days = dispatch_lessons.days(second)
    assert {day: days[day] for day in (second, third)} == {second: full, third: DayRecord()}
    assert first not in days
    assert list(days) == sorted(days)


def test_a_day_of_any_number_of_jobs_can_be_stored(dispatch_lessons: LessonStore, fresh: Fresh) -> None:
    day = fresh("9999-12-")
    trips = [
        FinishedDrive("metropolitan", 3 + number / 7, 24 * number // 15_000, 60 + number / 9)
        for number in range(15_000)
    ]
    dispatch_lessons.save_day(day, DayRecord(trips), UNTIL_S)
    kept = dispatch_lessons.days(day)[day].trips
    assert MAX_SAMPLES / 2 < len(kept) <= len(trips)
    assert {trip.hour for trip in kept} == set(range(24))


def test_what_was_learned_is_replaced(dispatch_lessons: LessonStore) -> None:
    law, band = PowerLaw(0.8, tuple(200.0 + hour for hour in range(24))), ArrivalBand(600.0, 0.8, 1.3)
    for learned in (Learned(), Learned({"rural": law}, {Approach.DRIVE: (band,)}, {BATTERY: 800.5})):
        dispatch_lessons.save_learned(learned)
        assert dispatch_lessons.learned() == learned
