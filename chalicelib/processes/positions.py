"""Positions of responders: taken one by one, kept as the last one, followed by a job that tells the customer.

Of each collection, use and provision of a position one line stays in the audit trail; the position itself goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from chalicelib.content.korea import is_in_korea
from chalicelib.dispatch import duty
from chalicelib.dispatch.arrival_errors import PositionJumped, TooManyPositions
from chalicelib.dispatch.arrival_rules import coming_rules
from chalicelib.dispatch.fixes import review_fixes, speed_kmh
from chalicelib.dispatch.jobs import FollowArrival
from chalicelib.dispatch.responders import Position, Responder
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import BaroError
from chalicelib.processes.refusals import count_refusal, counted_refusals
from chalicelib.queries.responder_jobs import interval_s

if TYPE_CHECKING:
    from chalicelib.service_ports import WithDispatch, WithSignalThrottle

    class Needs(WithDispatch, WithSignalThrottle, Protocol): ...


RETRY_AFTER_MS = 2_000
"""The time in which one frame with positions of a responder is taken."""


class PositionReport(Struct, frozen=True):
    """What became of sent positions, and in how many seconds the next is wanted (0: none)."""

    taken: int
    interval_s: int
    refused: tuple[tuple[Position, BaroError], ...]


def report_positions(services: Needs, actor: Actor, sent: Sequence[Position]) -> PositionReport:
    """Keeps the latest of the sent positions that can be true, and has the customer of the responder's job told.
    Raises the error of a position if all are refused, TooManyPositions for a flood, PositionNotWanted, NotAllowed."""
    if not services.signal_throttle.allows(f"position {actor.id}"):
        with counted_refusals("position"):
            raise TooManyPositions(retry_after_ms=RETRY_AFTER_MS)
    ports, rules = services.dispatch(), coming_rules()
    reviewed = review_fixes(None, sent, ports.clock(), rules.positions, is_in_korea)
    taken, refused, stored = list(reviewed.taken), list(reviewed.refused), None
    if taken:
        latest = taken[-1]
        with counted_refusals("position"):
            stored = duty.report_position(ports, actor.id, latest.place, latest.at, latest.accuracy_m)
        jump = _jump(stored, latest, rules.positions.max_kmh)
        if jump is not None and stored.previous is not None:
            ports.responders.restore(actor.id, latest, stored.previous)
            refused.append((taken.pop(), jump))
    for _, refusal in refused:
        count_refusal("position", refusal)
    if stored is None or not taken:
        raise refused[-1][1]
    audit("location_collected", actor.id, of="responder", positions=len(taken), job=stored.job)
    if stored.job:
        ports.queue.send(FollowArrival(stored.job))
    return PositionReport(len(taken), interval_s(stored, rules), tuple(refused))


def _jump(stored: Responder, latest: Position, max_kmh: int) -> PositionJumped | None:
    """The error of a position that is kept now, and can't be reached from the one before."""
    before = stored.previous
    if before is None or stored.position != latest or before.at >= latest.at:
        return None
    kmh = speed_kmh(before, latest)
    return PositionJumped(kmh=round(kmh)) if kmh > max_kmh else None
