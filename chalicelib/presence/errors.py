"""Errors of presence."""

from chalicelib.kernel.errors import BaroError


class TooManyActions(BaroError):
    """More actions than a person may do in a while. Try again after `retry_after_ms`."""

    code = "too_many_actions"
    retryable = True
    status = 429
