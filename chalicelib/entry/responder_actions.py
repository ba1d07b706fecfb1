"""Actions of responders: duty, positions, offers and the steps of their job."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.content.message_bodies import Option, ShortText, UploadId
from chalicelib.content.roadside_views import DutyView, JobOfferView, ResponderJobView
from chalicelib.dispatch.provider_messages import Extras, Kilometres, Won
from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, Result
from chalicelib.entry.protocol.jobs import JobId, Moment, SentFix
from chalicelib.kernel.actors import Actor
from chalicelib.processes import positions, responder_jobs
from chalicelib.services import Services

SAFE_NUMBER_PATTERN = r"^(?:050[0-9]{8,9})?$"
"""A number that hides the telephone behind it."""

ServiceName = Literal["tow", "battery", "tyre", "lockout", "fuel", "winch"]


class DutyCommand(Command, frozen=True):
    """A responder goes on duty with these services until the end of their shift, at this place; or off duty. `truck`,
    `plate` and `phone`, a safe number, are what customers are shown; what isn't sent stays as it was."""

    on: bool
    services: Annotated[tuple[ServiceName, ...], Meta(max_length=6)] = ()
    shift_end: Moment = 0
    place: SentFix | None = None
    truck: Annotated[str, Meta(max_length=40)] = ""
    plate: Annotated[str, Meta(max_length=12)] = ""
    phone: Annotated[str, Meta(max_length=20, pattern=SAFE_NUMBER_PATTERN)] = ""


class DutyShown(Result, frozen=True):
    """The responder's duty after the command."""

    duty: DutyView


@action(DutyCommand, DutyShown)
def _duty(services: Services, actor: Actor, command: DutyCommand) -> DutyShown:
    place = command.place.position if command.place is not None else None
    truck = responder_jobs.TruckCard(command.truck, command.plate, command.phone)
    on_duty = responder_jobs.set_duty(services, actor, command.on, command.services, command.shift_end, place, truck)
    return DutyShown(on_duty)


class PositionCommand(Command, frozen=True):
    """Sends where the responder is: all positions since the last answer, also those that a tunnel held back."""

    fixes: Annotated[tuple[SentFix, ...], Meta(min_length=1, max_length=100)]


class RefusedFix(Struct, frozen=True):
    """A position that isn't used: when it was, and the code of the error."""

    at: int
    code: str


class PositionsTaken(Result, frozen=True):
    """How many positions are used, which aren't, and in how many seconds the next is wanted (0: none)."""

    taken: int
    interval_s: int
    refused: tuple[RefusedFix, ...] = ()


@action(PositionCommand, PositionsTaken)
def _position(services: Services, actor: Actor, command: PositionCommand) -> PositionsTaken:
    report = positions.report_positions(services, actor, [each.position for each in command.fixes])
    refused = tuple(RefusedFix(fix.at, error.code) for fix, error in report.refused)
    return PositionsTaken(report.taken, report.interval_s, refused)


class MyJobsCommand(Command, frozen=True):
    """Gets the responder's duty, offer and jobs."""


class MyJobs(Result, frozen=True):
    """What a responder has: an offer to answer, the present job, the one after it; and the reasons to decline."""

    duty: DutyView
    offer: JobOfferView | None = None
    job: ResponderJobView | None = None
    plan: ResponderJobView | None = None
    decline_reasons: tuple[Option, ...] = ()


@action(MyJobsCommand, MyJobs)
def _my_jobs(services: Services, actor: Actor, _command: MyJobsCommand) -> MyJobs:
    return _mine(services, actor)


class AcceptJobCommand(Command, frozen=True):
    """Accepts the offer with this number. A repeat by the winner changes nothing."""

    job: JobId
    number: Annotated[int, Meta(ge=1)]


@action(AcceptJobCommand, MyJobs)
def _accept_job(services: Services, actor: Actor, command: AcceptJobCommand) -> MyJobs:
    responder_jobs.accept_job(services, actor, command.job, command.number)
    return _mine(services, actor)


class DeclineJobCommand(Command, frozen=True):
    """Declines the offer with this number, for a reason of `my_jobs`."""

    job: JobId
    number: Annotated[int, Meta(ge=1)]
    reason: Annotated[str, Meta(min_length=1, max_length=32)]


@action(DeclineJobCommand, MyJobs)
def _decline_job(services: Services, actor: Actor, command: DeclineJobCommand) -> MyJobs:
    responder_jobs.decline_job(services, actor, command.job, command.number, command.reason)
    return _mine(services, actor)


class SentPhoto(Struct, frozen=True):
    """A photograph of the job, uploaded in its conversation."""

    upload: UploadId
    phase: Literal["before", "after"]


class JobStepCommand(Command, frozen=True):
    """Takes a step of the responder's job. `photos` adds photographs, which `complete` needs; `propose` proposes
    kilometres to the customer, a destination (a partner garage, or in words), `extras` by their count (holes, minutes
    of winching, 1 for a wrecker) which cost what the tariff says, and another extra cost with its reason. A repeat of a
    step that was taken changes nothing."""

    job: JobId
    step: Literal["depart", "arrive", "begin", "hook_up", "complete", "find_nobody", "fail", "photos", "propose"]
    photos: Annotated[tuple[SentPhoto, ...], Meta(max_length=20)] = ()
    km: Kilometres = 0
    extra_won: Won = 0
    garage: Annotated[str, Meta(max_length=40)] = ""
    destination: ShortText = ""
    reason: ShortText = ""
    extras: Extras = {}


@action(JobStepCommand, MyJobs)
def _job_step(services: Services, actor: Actor, command: JobStepCommand) -> MyJobs:
    photos = tuple((each.upload, each.phase) for each in command.photos)
    proposal = responder_jobs.Proposal(
        command.km, command.extra_won, command.garage, command.destination, command.reason, command.extras
    )
    responder_jobs.take_step(services, actor, command.job, command.step, photos, proposal)
    return _mine(services, actor)


def _mine(services: Services, actor: Actor) -> MyJobs:
    return MyJobs(*responder_jobs.my_jobs(services, actor))
