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
