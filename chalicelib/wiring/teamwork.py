"""Mentions and follow-ups: their table."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.teamwork.ports import TeamworkStore


@cache
def teamwork() -> TeamworkStore:
    """Mentions, follow-ups, and the staff."""
    from chalicelib.teamwork.store import DynamoTeamworkStore

    together = infrastructure.run_parallel()
    return DynamoTeamworkStore(infrastructure.table("teamwork", together), together)
