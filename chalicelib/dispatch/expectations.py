"""How long a job is expected to take its responder, from each part of it on."""

from chalicelib.dispatch.model import Job
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.responders import HeldJob, Responder
from chalicelib.dispatch.states import JobState


def held_job(ports: DispatchPorts, job: Job, responder: Responder, rest_s: int = 0) -> HeldJob:
    """A job as its responder has it in its present state; `rest_s` is what they do before it."""
    now, tow_s = ports.clock(), 0
    if job.destination is not None and job.place is not None:
        tow_s = ports.travel.seconds(job.place, job.destination, now) or 0
    work_s = round(sum(ports.lessons().service_s[each] for each in (job.service, *job.also)))
    match job.state:
        case JobState.TOWING:
            part_s, then_s = tow_s, 0
        case JobState.ON_SITE | JobState.IN_SERVICE:
            part_s, then_s = work_s, tow_s
        case _:
            part_s, then_s = rest_s + drive_to(ports, job, responder, now + 1000 * rest_s), work_s + tow_s
    return HeldJob(job.id, job.destination or job.place, now + 1000 * (part_s + then_s), then_s)


def drive_to(ports: DispatchPorts, job: Job, responder: Responder, at: int) -> int:
    """The expected seconds of the drive to a customer that begins then (ms)."""
    is_theirs = responder.job == job.id
    position = responder.position.place if responder.position is not None else None
    start = position if is_theirs else responder.start
    if start is None or job.place is None:
        return 0
    return ports.travel.seconds(start, job.place, at) or 0
