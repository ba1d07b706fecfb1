"""Presence: its table, and what each person did in a while."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.presence.limits import ActionMeter
    from chalicelib.presence.ports import PresenceStore


@cache
def presence() -> PresenceStore:
    """Connections by person."""
    from chalicelib.presence.store import DynamoPresenceStore

    return DynamoPresenceStore(infrastructure.table("presence"), infrastructure.run_parallel())


@cache
def action_meter() -> ActionMeter:
    """The numbers of actions by person."""
    from chalicelib.presence.limits import ActionMeter

    return ActionMeter(presence(), infrastructure.clock)
