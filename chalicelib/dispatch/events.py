"""Events of dispatch. `number` is the version of the job, or of the responder, after the change."""

from msgspec import Struct


class JobEvent(Struct, frozen=True, tag_field="event"):
    """A change of the job `job`. The store has the present one."""

    job: str
    number: int
    customer: str
    conversation: str


class JobRequested(JobEvent, frozen=True, tag="dispatch.requested"):
    """A customer asked for help; or a job seeks a responder again."""


class JobOffered(JobEvent, frozen=True, tag="dispatch.offered"):
    """A responder is asked."""

    responder: str


class JobRefused(JobEvent, frozen=True, tag="dispatch.refused"):
    """The responder who was asked declined, was silent, or can't any more."""

    responder: str
    reason: str


class JobAccepted(JobEvent, frozen=True, tag="dispatch.accepted"):
    """A responder has the job; `instead_of` is who had it, or was asked, when a dispatcher gave it."""

    responder: str
    instead_of: str = ""


class JobStepTaken(JobEvent, frozen=True, tag="dispatch.step_taken"):
    """The job is in another state, in which it is still open."""

    state: str
    responder: str = ""


class JobEnded(JobEvent, frozen=True, tag="dispatch.ended"):
    """Nothing more happens to the job. `outcome` is its last state, `responder` who had it or was asked."""

    outcome: str
    responder: str = ""


class JobChanged(JobEvent, frozen=True, tag="dispatch.changed"):
    """Terms, estimate, plan or photos have changed; `what` says which."""

    what: str


class ResponderFreed(Struct, frozen=True, tag_field="event", tag="dispatch.responder_freed"):
    """A responder may be asked: they came on duty, or have no job any more."""

    responder: str
    number: int


DispatchEvent = JobEvent | ResponderFreed


def job_subject(job: str) -> str:
    """The subject of a job's events in the outbox."""
    return f"job#{job}"


def responder_subject(responder: str) -> str:
    """The subject of a responder's events in the outbox."""
    return f"responder#{responder}"


def subject_of_event(event: DispatchEvent) -> str:
    """The subject of an event in the outbox."""
    return responder_subject(event.responder) if isinstance(event, ResponderFreed) else job_subject(event.job)
