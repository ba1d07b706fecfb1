"""Reports of responders and providers that are refused: metric filters of the deployment count these lines."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from chalicelib.kernel.errors import BaroError

log = logging.getLogger("baro")

Reported = Literal["position", "job step"]


def count_refusal(reported: Reported, error: BaroError) -> None:
    """Counts a report that isn't taken."""
    log.warning("%s refused: %s", reported, error.code)


@contextmanager
def counted_refusals(reported: Reported) -> Iterator[None]:
    """Counts what is raised within."""
    try:
        yield
    except BaroError as error:
        count_refusal(reported, error)
        raise
