"""What a job showed once it has ended: the drive to the customer, how good its first estimate was, the time on site.

A tow's drive to its destination isn't counted: it ends with the photographs, not with the arrival.
"""

from datetime import datetime

from chalicelib.content.hours import SEOUL
from chalicelib.content.places import metres_between
from chalicelib.dispatch.arrival import ArrivalSample
from chalicelib.dispatch.lessons import FinishedJob
from chalicelib.dispatch.records import Departure, JobRecord
from chalicelib.dispatch.responders import Responder
from chalicelib.dispatch.rules import DispatchRules
from chalicelib.dispatch.states import JobState, JobStep
from chalicelib.dispatch.travel import FinishedDrive, area_of


def departure_of(record: JobRecord, responder: Responder, now: int, rules: DispatchRules) -> Departure | None:
    """The drive of a responder who departs now; None where its length isn't known."""
    position, place = responder.position, record.job.place
    if position is None or place is None or now - position.at > 60_000 * rules.matching.lost_minutes:
        return None
    return Departure(now, area_of(position.place, rules.travel).name, metres_between(position.place, place) / 1_000)


def finished_job(record: JobRecord, max_kmh: float) -> FinishedJob | None:
    """What an ended job showed; None if nobody came. A drive that would have been faster than `max_kmh` was noted too
    late, and shows nothing."""
    if record.is_open or not record.arrived_at:
        return None
    return FinishedJob(
        record.id, record.job.service, _drive(record, max_kmh), _arrival(record), _seconds_on_site(record)
    )


def _drive(record: JobRecord, max_kmh: float) -> FinishedDrive | None:
    drive = record.departure
    if drive is None:
        return None
    seconds = (record.arrived_at - drive.at) / 1_000
    if seconds <= 0 or 3_600 * drive.km > max_kmh * seconds:
        return None
    return FinishedDrive(drive.area, drive.km, datetime.fromtimestamp(drive.at / 1_000, SEOUL).hour, seconds)


def _arrival(record: JobRecord) -> ArrivalSample | None:
    estimate = record.first_estimate
    if estimate is None or record.job.place is None or estimate.at <= estimate.made_at:
        return None
    expected_s, real_s = ((at - estimate.made_at) / 1_000 for at in (estimate.at, record.arrived_at))
    return ArrivalSample(estimate.approach, expected_s, real_s)


def _seconds_on_site(record: JobRecord) -> float | None:
    if record.job.state is not JobState.COMPLETED or record.job.also:  # how long each took isn't known
        return None
    hooked_up = [entry.at for entry in record.history if entry.what == JobStep.HOOK_UP]
    return (min([*hooked_up, record.ended_at]) - record.arrived_at) / 1_000
