"""Contracts: their table."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.contracts.ports import PolicyholderStore


@cache
def contracts() -> PolicyholderStore:
    """Contracts, as the core system reported them."""
    from chalicelib.contracts.store import DynamoPolicyholderStore

    return DynamoPolicyholderStore(infrastructure.table("contracts"))
