"""From what went wrong to what the client reads. One table, one place that catches everything."""

import logging
from collections.abc import Callable
from typing import TypeVar

from chalicelib.content.configuration import Texts, texts
from chalicelib.entry.protocol.replies import ErrorFrame
from chalicelib.kernel.errors import BaroError, Unavailable

log = logging.getLogger("baro")

_AWS_MODULES = ("botocore", "pynamodb", "chalicelib.aws")
"""Modules whose exceptions mean that AWS didn't do what it was asked for."""


def error_frame(error: BaroError, ref: str, locale: str) -> ErrorFrame:
    """The answer to a refused frame, in the caller's language. `details` stay as they are: names, for programs."""
    return ErrorFrame(ref, error.code, error_text(error, locale), error.retryable, error.details)


def error_text(error: BaroError, locale: str) -> str:
    """What a person reads of a refusal. What details name (a step, a coverage, a field) is called by its label."""
    words = texts(locale)
    said = {name: _with_labels(name, value, words) for name, value in error.details.items()}
    if error.code == "answers_missing":
        said["fields"] = _with_labels("field", error.details["slots"], words)
    return words.say("errors", error.code, **said)


_LABELS = {
    "step": ("steps",), "allowed": ("steps",), "coverage": ("coverages",), "item": ("papers",), "queue": ("queues",),
    "field": ("fields", "inputs"),
}  # fmt: skip
"""Details that name something, or several things divided by commas, and the sections of the texts with their labels."""


def _with_labels(detail: str, value: str | int, words: Texts) -> str | int:
    if detail not in _LABELS or isinstance(value, int):
        return value
    known = {name: label for section in _LABELS[detail] for name, label in words.sections[section].items()}
    return ", ".join(known.get(name.strip(), name.strip()) for name in value.split(","))


def to_domain_error(error: Exception) -> BaroError:
    """The refusal behind an exception; anything unforeseen is `Unavailable` (AWS) or plain `internal`.

    What is unforeseen is logged with its trace, but without the frame: frames hold what people say.
    """
    if isinstance(error, BaroError):
        return error
    log.error("unforeseen: %s", type(error).__name__, exc_info=error)
    return Unavailable() if type(error).__module__.startswith(_AWS_MODULES) else _InternalError()


class _InternalError(BaroError):
    """A fault of ours. Sends carry an id and may be repeated, so trying again is safe."""

    code = "internal"
    retryable = True
    status = 500


Answer = TypeVar("Answer")


def catch_errors(work: Callable[[], Answer], to_answer: Callable[[BaroError], Answer]) -> Answer:
    """Runs the work; whatever is raised becomes the refusal's answer."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - the edge: every frame gets an answer, `to_domain_error` logs what is unforeseen
        return to_answer(to_domain_error(error))
