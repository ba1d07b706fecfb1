"""Handlers of scheduled events."""

from chalicelib import wiring
from chalicelib.processes import housekeeping


def handle_every_minute() -> None:
    """Does the periodic work of all contexts."""
    housekeeping.run_every_minute(wiring.services())
