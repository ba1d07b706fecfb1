"""Errors of dispatch."""

from chalicelib.kernel.errors import BaroError


class JobStepNotPossible(BaroError):
    """A job in state `state` can't take the step `step`."""

    code = "job_step_not_possible"
    status = 409


class OfferGone(BaroError):
    """The offer has ended: it was declined, its time is over, or another responder has the job."""

    code = "offer_gone"
    status = 409


class NoDeclineReason(BaroError):
    """An offer is declined with one of the configured reasons."""

    code = "no_decline_reason"


class NoCancelReason(BaroError):
    """A job is cancelled with one of the configured reasons; a customer may give none."""

    code = "no_cancel_reason"


class UnknownJobStep(BaroError):
    """A responder takes no such step."""

    code = "unknown_job_step"


class OpenJobExists(BaroError):
    """The car has an open job already: `job`."""

    code = "open_job_exists"
    status = 409


class ResponderNotFree(BaroError):
    """The responder is off duty, can't do the service, or has no room for the job."""

    code = "responder_not_free"
    status = 409


class NotOnRoadsideDuty(BaroError):
    """The responder isn't on duty."""

    code = "not_on_roadside_duty"
    status = 409


class DutyNotPossible(BaroError):
    """Nobody is on duty without a service, or after the end of their shift."""

    code = "duty_not_possible"


class PhotosMissing(BaroError):
    """A job is completed with a photo of before and one of after the work; `stage` is missing."""

    code = "photos_missing"
    status = 409


class TermsNotAgreed(BaroError):
    """The customer hasn't agreed to what the step costs, or where the car is towed."""

    code = "terms_not_agreed"
    status = 409
