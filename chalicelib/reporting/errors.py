"""Errors of reporting."""

from chalicelib.kernel.errors import BaroError


class PeriodTooLong(BaroError):
    """A report covers `days` days at most, and ends no earlier than it begins."""

    code = "period_too_long"
