"""Use cases of the customer's word: the responder is there, and how they helped."""

from chalicelib.dispatch.arrival_errors import NotRateable
from chalicelib.dispatch.arrival_rules import coming_rules
from chalicelib.dispatch.changes import JobUpdate, change_job, job_event, limit_repeats
from chalicelib.dispatch.events import JobChanged
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.states import JobState
from chalicelib.dispatch.work import UNDER_WAY
from chalicelib.kernel.errors import NotAllowed

MET, RATED = "met", "rated"
"""Lines of a job's history by the customer."""


def confirm_meeting(ports: DispatchPorts, customer: str, job: str) -> JobRecord:
    """The customer says that the responder is there; nothing for a repeat, or for a job that nobody came to yet. Raises
    NotAllowed for another's job, Conflict."""

    def plan(before: JobRecord) -> JobUpdate | None:
        if before.customer != customer:
            raise NotAllowed
        state = before.job.state
        if before.met_at or not before.job.responder or not before.is_open or state in UNDER_WAY:
            return None
        now = ports.clock()
        record = before.changed(now, MET, by=customer, met_at=now)
        return JobUpdate(record, job_event(JobChanged, record, what=MET))

    return change_job(ports, job, plan)


def rate_job(ports: DispatchPorts, customer: str, job: str, stars: int, words: str) -> JobRecord:
    """The customer rates a completed job; a later rating takes the place of an earlier one, a repeat changes nothing.
    Raises NotRateable, TooManyChanges, NotAllowed for another's job, Conflict."""

    def plan(before: JobRecord) -> JobUpdate | None:
        if before.customer != customer:
            raise NotAllowed
        if before.job.state is not JobState.COMPLETED:
            raise NotRateable
        said = next((entry.reason for entry in reversed(before.history) if entry.what == RATED), "")
        if before.stars == stars and words in ("", said):
            return None
        limit_repeats(before, RATED, coming_rules().on_site)
        record = before.changed(ports.clock(), RATED, by=customer, reason=words, stars=stars)
        return JobUpdate(record, job_event(JobChanged, record, what=RATED))

    return change_job(ports, job, plan)
