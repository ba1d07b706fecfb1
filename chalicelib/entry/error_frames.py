"""Converts exceptions to errors that the client can show."""

import logging
from collections.abc import Callable
from typing import TypeVar

from chalicelib.content.configuration import Texts, texts
from chalicelib.entry.protocol.replies import ErrorFrame
from chalicelib.kernel.errors import BaroError, Unavailable

log = logging.getLogger("baro")

_AWS_MODULES = ("botocore", "pynamodb", "chalicelib.aws")
"""Modules whose exceptions are failures of AWS."""


def error_frame(error: BaroError, ref: str, locale: str) -> ErrorFrame:
    """The error frame of a refused command, with a text in the caller's language. `details` hold names, not texts."""
    return ErrorFrame(ref, error.code, error_text(error, locale), error.retryable, error.details)


def error_text(error: BaroError, locale: str) -> str:
    """The text of an error, with labels in the place of names in its details."""
    words = texts(locale)
    details = {name: _with_labels(name, value, words) for name, value in error.details.items()}
    if error.code == "answers_missing":
        details["fields"] = _with_labels("field", error.details["slots"], words)
    return words.render("errors", error.code, **details)


_LABELS = {
    "transition": ("transitions",),
    "allowed": ("transitions",),
    "coverage": ("coverages",),
    "item": ("documents",),
    "queue": ("queues",),
    "field": ("insured_coverages", "contract_changes", "change_fields", "fields", "transition_fields"),
}
"""Detail that holds a name, or names separated by commas → sections of the texts with their labels."""


def _with_labels(detail: str, value: str | int, words: Texts) -> str | int:
    if detail not in _LABELS or isinstance(value, int):
        return value
    known = {name: label for section in _LABELS[detail] for name, label in words.sections[section].items()}
    return ", ".join(known.get(name.strip(), name.strip()) for name in value.split(","))


def to_domain_error(error: Exception) -> BaroError:
    """The domain error for an exception: itself if it is one, else `Unavailable` (AWS) or `internal`.

    Unexpected exceptions are logged with their stack trace. Frames are not logged: they contain personal data.
    """
    if isinstance(error, BaroError):
        return error
    log.error("unexpected: %s", type(error).__name__, exc_info=error)
    return Unavailable() if type(error).__module__.startswith(_AWS_MODULES) else _InternalError()


class _InternalError(BaroError):
    """An unexpected error. A retry is safe, because repeated commands are recognized."""

    code = "internal"
    retryable = True
    status = 500


Answer = TypeVar("Answer")


def catch_errors(work: Callable[[], Answer], to_answer: Callable[[BaroError], Answer]) -> Answer:
    """The result of `work`, or `to_answer` of the domain error if it raises."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - every frame gets an answer; `to_domain_error` logs unexpected errors
        return to_answer(to_domain_error(error))
