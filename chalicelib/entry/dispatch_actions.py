"""Actions of dispatchers: staff whose queues hold `roadside`."""

from chalicelib.content.message_bodies import Option
from chalicelib.content.roadside_views import DispatchResponderView, JobCandidateView, JobHistoryView, JobRowView
from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, PersonId, Result
from chalicelib.entry.protocol.jobs import JobId
from chalicelib.kernel.actors import Actor
from chalicelib.processes import job_dispatchers
from chalicelib.services import Services


class JobsCommand(Command, frozen=True):
    """Gets the open jobs, the most urgent first, and the responders on duty near them."""


class JobList(Result, frozen=True):
    """Open jobs by danger × minutes, and responders on duty."""

    jobs: tuple[JobRowView, ...] = ()
    responders: tuple[DispatchResponderView, ...] = ()


@action(JobsCommand, JobList)
def _jobs(services: Services, actor: Actor, _command: JobsCommand) -> JobList:
    return JobList(*job_dispatchers.job_list(services, actor))


class JobCommand(Command, frozen=True):
    """Gets a job with its history, and who could be given it."""

    job: JobId


class JobShown(Result, frozen=True):
    """A job as a dispatcher sees it; `candidates` by the minutes until they are there; `cancel_reasons` one of which a
    dispatcher gives who cancels it."""

    job: JobRowView
    history: tuple[JobHistoryView, ...] = ()
    candidates: tuple[JobCandidateView, ...] = ()
    cancel_reasons: tuple[Option, ...] = ()


@action(JobCommand, JobShown)
def _job(services: Services, actor: Actor, command: JobCommand) -> JobShown:
    return JobShown(*job_dispatchers.job_detail(services, actor, command.job))


class AssignJobCommand(Command, frozen=True):
    """A dispatcher gives a job to a responder, and takes it from another who has it."""

    job: JobId
    responder: PersonId


@action(AssignJobCommand, JobShown)
def _assign_job(services: Services, actor: Actor, command: AssignJobCommand) -> JobShown:
    return JobShown(*job_dispatchers.assign_responder(services, actor, command.job, command.responder))
