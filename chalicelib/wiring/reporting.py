"""Reporting: its table."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.reporting.ports import FigureStore


@cache
def figure_store() -> FigureStore:
    """Counted figures of services."""
    from chalicelib.reporting.rules import reporting_rules
    from chalicelib.reporting.store import DynamoFigureStore

    keep_days, run_parallel = reporting_rules().keep_days, infrastructure.run_parallel()
    return DynamoFigureStore(infrastructure.table("reporting"), keep_days, run_parallel)
