"""Errors of push notifications."""

from chalicelib.kernel.errors import BaroError


class PushNotConfigured(BaroError):
    """This deployment has no push for this `platform`. The client continues without it."""

    code = "push_not_configured"
    status = 409


class PushTokenInvalid(BaroError):
    """Not a token of this `platform`. The client fetches a new one from its system."""

    code = "push_token_invalid"


class PushFailed(Exception):
    """SNS refused the push to a device. SQS repeats the job, which pushes to this device only."""
