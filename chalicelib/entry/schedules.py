"""Handlers of scheduled events."""

from chalicelib.processes import housekeeping
from chalicelib.wiring import root


def handle_every_minute() -> None:
    """Does the periodic work of all contexts."""
    housekeeping.run_every_minute(root.services())
