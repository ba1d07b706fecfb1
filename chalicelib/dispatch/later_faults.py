"""What else is wrong with the car of an open job, as its customer tells later."""

from msgspec.structs import replace

from chalicelib.dispatch.changes import JobUpdate, change_job, job_event
from chalicelib.dispatch.events import JobChanged
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.records import JobRecord
from chalicelib.kernel.errors import NotAllowed

FAULTS = "faults"
"""Of a problem the key of further faults; in a job's history what has changed."""


def add_faults(ports: DispatchPorts, customer: str, job: str, faults: tuple[RoadsideService, ...]) -> JobRecord:
    """Adds faults to what the customer said is wrong, for the responder and dispatchers; nothing for known ones. Raises
    NotAllowed for another's job or one that has ended, Conflict."""

    def plan(before: JobRecord) -> JobUpdate | None:
        if before.customer != customer or not before.is_open:
            raise NotAllowed
        known = before.request.problem.get(FAULTS, "").split()
        new = [fault for fault in faults if fault not in (before.job.service, *known)]
        if not new:
            return None
        request = replace(before.request, problem=before.request.problem | {FAULTS: " ".join((*known, *new))})
        record = before.changed(ports.clock(), FAULTS, by=customer, reason=" ".join(new), request=request)
        return JobUpdate(record, job_event(JobChanged, record, what=FAULTS))

    return change_job(ports, job, plan)
