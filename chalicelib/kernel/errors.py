"""The one family of errors that reach a person.

Each class fixes a stable `code` (the contract with clients), whether trying again can help, and an HTTP status for
the few REST routes. The text a person reads is looked up by code in the message catalogue, never written here.
"""

from typing import ClassVar


class BaroError(Exception):
    """An expected refusal. `details` fills the placeholders of its text and is safe to show to the caller."""

    code: ClassVar[str] = "internal"
    retryable: ClassVar[bool] = False
    status: ClassVar[int] = 400

    def __init__(self, **details: str | int) -> None:
        super().__init__(self.code, details)
        self.details = details


class InvalidFrame(BaroError):
    """The frame can't be read: not JSON, unknown action, wrong type, too long. `problem` says where."""

    code = "invalid_frame"


class TextTooLong(BaroError):
    """The words of a message are too long; `problem` says by how much."""

    code = "text_too_long"


class NotAllowed(BaroError):
    """The caller may not do this to that object; the same answer whether or not the object exists."""

    code = "not_allowed"
    status = 403


class SessionExpired(BaroError):
    """The token behind the connection has run out: fetch a new ticket and connect again."""

    code = "session_expired"
    status = 401


class Conflict(BaroError):
    """Somebody changed the same thing at the same moment more often than we retried."""

    code = "conflict"
    retryable = True
    status = 409


class Unavailable(BaroError):
    """A part of the centre doesn't answer; the same request may be sent again unchanged."""

    code = "unavailable"
    retryable = True
    status = 503
