"""Actions of the customer of a roadside job."""

from typing import Annotated

from msgspec import Meta

from chalicelib.content.message_bodies import ShortText
from chalicelib.content.roadside_views import JobCardView
from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, Result
from chalicelib.entry.protocol.jobs import JobId, SentFix
from chalicelib.kernel.actors import Actor
from chalicelib.processes import job_customers
from chalicelib.services import Services


class JobCardCommand(Command, frozen=True):
    """Gets the card of a job as it is now; without `job`, of the customer's open one."""

    job: Annotated[str, Meta(max_length=40, pattern=r"^[0-9A-Za-z]*$")] = ""


class JobCardShown(Result, frozen=True):
    """The card after the command; none if the customer has no open job."""

    card: JobCardView | None = None


@action(JobCardCommand, JobCardShown)
def _job_card(services: Services, actor: Actor, command: JobCardCommand) -> JobCardShown:
    return JobCardShown(job_customers.card_for(services, actor, command.job))


class SharePlaceCommand(Command, frozen=True):
    """The customer shows where they are, with their consent: to the responder, for this job."""

    job: JobId
    place: SentFix
    consent: bool = False


@action(SharePlaceCommand, JobCardShown)
def _share_place(services: Services, actor: Actor, command: SharePlaceCommand) -> JobCardShown:
    return JobCardShown(
        job_customers.show_place(services, actor, command.job, command.place.position, consent=command.consent)
    )


class WithdrawPlaceCommand(Command, frozen=True):
    """The customer suspends the use of their place, or withdraws the consent: then it is deleted. Works at once."""

    job: JobId
    suspend: bool = False


@action(WithdrawPlaceCommand, JobCardShown)
def _withdraw_place(services: Services, actor: Actor, command: WithdrawPlaceCommand) -> JobCardShown:
    return JobCardShown(job_customers.hide_place(services, actor, command.job, suspend=command.suspend))


class AgreeJobCommand(Command, frozen=True):
    """The customer agrees to the terms with this number, or doesn't."""

    job: JobId
    terms: Annotated[int, Meta(ge=0)]
    agree: bool = True


@action(AgreeJobCommand, JobCardShown)
def _agree_job(services: Services, actor: Actor, command: AgreeJobCommand) -> JobCardShown:
    return JobCardShown(job_customers.answer_terms(services, actor, command.job, command.terms, agree=command.agree))


class CancelJobCommand(Command, frozen=True):
    """The customer, or a dispatcher with a reason, cancels a job. `reason` is one of the `cancel_reasons` of `job`; a
    customer needs none."""

    job: JobId
    reason: ShortText = ""


@action(CancelJobCommand, JobCardShown)
def _cancel_job(services: Services, actor: Actor, command: CancelJobCommand) -> JobCardShown:
    return JobCardShown(job_customers.cancel_by_card(services, actor, command.job, command.reason))


class ConfirmArrivalCommand(Command, frozen=True):
    """The customer says that the responder is there."""

    job: JobId


@action(ConfirmArrivalCommand, JobCardShown)
def _confirm_arrival(services: Services, actor: Actor, command: ConfirmArrivalCommand) -> JobCardShown:
    return JobCardShown(job_customers.confirm_arrival(services, actor, command.job))


class RateJobCommand(Command, frozen=True):
    """The customer rates a job that has ended."""

    job: JobId
    stars: Annotated[int, Meta(ge=1, le=5)]
    words: ShortText = ""


@action(RateJobCommand, JobCardShown)
def _rate_job(services: Services, actor: Actor, command: RateJobCommand) -> JobCardShown:
    return JobCardShown(job_customers.rate_responder(services, actor, command.job, command.stars, command.words))
