"""Errors that are shown to a person.

Each class has a stable `code` (part of the API), whether a retry can help, and an HTTP status for the REST routes. The
text for a person is in section `errors` of the texts, by this code.
"""

from typing import ClassVar


class BaroError(Exception):
    """An expected error. `details` fills the placeholders of its text and may be shown to the caller."""

    code: ClassVar[str] = "internal"
    retryable: ClassVar[bool] = False
    status: ClassVar[int] = 400

    def __init__(self, **details: str | int) -> None:
        super().__init__(self.code, details)
        self.details = details


class InvalidFrame(BaroError):
    """The frame is invalid: no JSON, an unknown action, a wrong type or too long. `problem` says where."""

    code = "invalid_frame"


class TextTooLong(BaroError):
    """The text of a message is too long; `problem` says by how much."""

    code = "text_too_long"


class NotAllowed(BaroError):
    """The caller may not do this to that object. The error is the same where the object doesn't exist."""

    code = "not_allowed"
    status = 403


class IdentityCheckNeeded(BaroError):
    """The caller may do this after a second identity check that is younger than `minutes`."""

    code = "identity_check_needed"
    status = 403


class NotVerified(BaroError):
    """Contract data is shown only to a customer whom the insurer has verified at sign-in."""

    code = "not_verified"
    status = 403


class SessionExpired(BaroError):
    """The token of the connection has expired: the client must get a new ticket and reconnect."""

    code = "session_expired"
    status = 401


class Conflict(BaroError):
    """The object was changed concurrently in every attempt."""

    code = "conflict"
    retryable = True
    status = 409


class Unavailable(BaroError):
    """A service doesn't respond. The same request may be sent again."""

    code = "unavailable"
    retryable = True
    status = 503
