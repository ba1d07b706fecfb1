"""What dispatchers do with roadside jobs: give one to a responder by hand. Every look at a job is audited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.dispatch import service
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.queries import job_board
from chalicelib.queries.jobs import job_for

if TYPE_CHECKING:
    from chalicelib.service_ports import WithDispatch

    class Needs(WithDispatch, Protocol): ...


def job_list(services: Needs, actor: Actor) -> job_board.Board:
    """The open jobs and the responders on duty. Raises NotAllowed."""
    board = job_board.open_jobs(services, actor)
    audit("location_provided", actor.id, of="responders", jobs=len(board[0]), responders=len(board[1]))
    return board


def job_detail(services: Needs, actor: Actor, job: str) -> job_board.JobDetail:
    """A job with its history and candidates. Raises NotAllowed."""
    detail = job_board.job_for_dispatcher(services, actor, job)
    audit("location_provided", actor.id, of="customer", job=job, customer=detail[0].customer.id)
    return detail


def assign_responder(services: Needs, actor: Actor, job: str, responder: str) -> job_board.JobDetail:
    """Gives a job to a responder, and takes it from another who has it. Raises ResponderNotFree, NotOnRoadsideDuty,
    JobStepNotPossible, NotAllowed, Conflict."""
    job_for(services, actor, job, "assign_job")
    service.assign_by_hand(services.dispatch(), actor.id, job, responder)
    audit("assign_job", actor.id, job=job, responder=responder)
    return job_detail(services, actor, job)
