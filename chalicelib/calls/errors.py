"""Errors of calls due."""

from chalicelib.kernel.errors import BaroError


class CallTaken(BaroError):
    """A colleague makes the call."""

    code = "call_taken"
    status = 409


class CallOver(BaroError):
    """Its outcome is written down already."""

    code = "call_over"
    status = 409


class WindowGone(BaroError):
    """The window can no longer be booked, or a number to call is missing."""

    code = "window_gone"
    status = 409


class ReferralIncomplete(BaroError):
    """A referral needs the customer's consent, and a number or an address; `field` is missing."""

    code = "referral_incomplete"


class UnknownCallOutcome(BaroError):
    """Not one of the configured outcomes."""

    code = "unknown_call_outcome"
