"""What happens when an open job is due: its offer ends, it is matched, its responder is looked after."""

from chalicelib.dispatch.answers import pass_over
from chalicelib.dispatch.arrival_rules import coming_rules
from chalicelib.dispatch.changes import JobUpdate, change_job
from chalicelib.dispatch.jobs import CheckJob
from chalicelib.dispatch.model import OFF_DUTY
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.replacing import replace_if_it_pays
from chalicelib.dispatch.rounds import match_round, seek_again
from chalicelib.dispatch.schedule import next_due
from chalicelib.dispatch.states import JobState
from chalicelib.dispatch.work import UNDER_WAY, lose_responder


def await_due(ports: DispatchPorts, record: JobRecord) -> None:
    """Has an open job looked at when it is due."""
    if record.is_open:
        delay_s = max(0, -(-(record.due_at - ports.clock()) // 1000))
        ports.queue.send(CheckJob(record.id, record.due_at), delay_s)


def check_job(ports: DispatchPorts, job: str, due_at: int) -> None:
    """Looks at a job that is due. Nothing for one that has changed meanwhile: then another timer runs."""
    record = ports.jobs.get(job)
    if record is None or not record.is_open or record.due_at != due_at:
        return
    if ports.clock() < due_at:  # SQS takes no longer delay
        await_due(ports, record)
        return
    if record.job.state is JobState.OFFERED and record.job.offer is not None:
        pass_over(ports, job, record.job.offer.number)
        return
    await_due(ports, put_off(ports, job, due_at))
    if record.job.state in UNDER_WAY:
        look_after(ports, record)
    elif record.is_seeking:
        if ports.jobs.claim_batch(due_at):
            match_round(ports, is_batch=True)
    elif record.job.state is JobState.NO_PROVIDER:
        seek_again(ports, job)


def look_after(ports: DispatchPorts, record: JobRecord) -> None:
    """Takes a job from a responder who went off duty before they were there, or is so late or silent that it pays."""
    responder = ports.responders.get(record.job.responder)
    if responder is None or not responder.is_on_duty:
        lose_responder(ports, record.id, record.job.responder, OFF_DUTY)
    else:
        replace_if_it_pays(ports, record, responder, coming_rules())


def put_off(ports: DispatchPorts, job: str, due_at: int) -> JobRecord:
    """A job that was due then, with its next moment."""

    def plan(before: JobRecord) -> JobUpdate | None:
        if before.due_at != due_at:
            return None
        return JobUpdate(before.rescheduled(next_due(before.job, ports.clock(), ports.rules)))

    return change_job(ports, job, plan)
