"""What push can be refused for."""

from chalicelib.kernel.errors import BaroError


class PushNotSetUp(BaroError):
    """This deployment pushes nothing to telephones of this `platform`: go on without."""

    code = "push_not_set_up"
    status = 409


class PushTokenRefused(BaroError):
    """Not a token of this `platform`: fetch it anew from the telephone's system."""

    code = "push_token_refused"


class NotPushed(Exception):
    """A device didn't get it and still may: the job comes again for it."""
