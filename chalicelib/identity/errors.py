"""Errors of signing in."""

from chalicelib.kernel.errors import BaroError


class InvalidToken(BaroError):
    """The insurer's token is invalid; `reason` is for the app's developer."""

    code = "invalid_token"
    status = 401


class IdentityCheckFailed(BaroError):
    """The code is wrong; `left` tries remain."""

    code = "identity_check_failed"


class IdentityCheckOver(BaroError):
    """The check is over: its time has passed, it was tried too often, or it was confirmed already."""

    code = "identity_check_over"
    status = 409
