"""What signing in can be refused for."""

from chalicelib.kernel.errors import BaroError


class InvalidToken(BaroError):
    """The insurer's token can't be accepted; `reason` is for the app's developer."""

    code = "invalid_token"
    status = 401
