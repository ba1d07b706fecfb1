"""A back-off that doesn't wait."""

from chalicelib.kernel.optimistic_update import Backoff

NO_WAIT = Backoff(sleep=lambda _: None, random=lambda: 0.0)
"""Attempts follow one another at once."""
