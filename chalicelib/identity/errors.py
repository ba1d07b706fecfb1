"""Errors of signing in."""

from chalicelib.kernel.errors import BaroError


class InvalidToken(BaroError):
    """The insurer's token is invalid; `reason` is for the app's developer."""

    code = "invalid_token"
    status = 401
