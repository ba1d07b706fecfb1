"""Errors of what agents leave for colleagues and for themselves."""

from chalicelib.kernel.errors import BaroError


class UnknownColleague(BaroError):
    """Nobody with this id has a desk: `colleague`."""

    code = "unknown_colleague"


class FollowUpGone(BaroError):
    """The caller has no follow-up with this key."""

    code = "follow_up_gone"
    status = 409
