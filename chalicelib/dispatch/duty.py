"""Use cases of a responder's duty: on, off, and where they are."""

from functools import partial

from chalicelib.content.places import Point
from chalicelib.dispatch.arrival_errors import PositionNotWanted
from chalicelib.dispatch.cells import listed_cell
from chalicelib.dispatch.changes import change_responder
from chalicelib.dispatch.errors import DutyNotPossible
from chalicelib.dispatch.model import OFF_DUTY, RoadsideService
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.responders import Position, Responder, ResponderCard
from chalicelib.dispatch.work import UNDER_WAY, lose_responder
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.parallel import run_all


def go_on_duty(
    ports: DispatchPorts,
    card: ResponderCard,
    services: frozenset[RoadsideService],
    shift_end: int,
    place: Point | None,
    provider: str = "",
) -> Responder:
    """The responder may be offered jobs for these services until `shift_end` (ms). `provider` is the external provider
    that sends them. Raises DutyNotPossible, Conflict."""
    if not services or shift_end <= ports.clock():
        raise DutyNotPossible

    def plan(before: Responder | None) -> Responder:
        known = before or Responder(card)
        position = Position(place, ports.clock()) if place is not None else known.position
        return known.changed(
            card=card,
            services=services,
            shift_end=shift_end,
            is_on_duty=True,
            position=position,
            provider=provider,
        )

    return change_responder(ports, card.id, plan)


def go_off_duty(ports: DispatchPorts, responder: str) -> Responder:
    """The responder is offered nothing more; what they haven't begun goes to others, what they do they finish. Raises
    NotAllowed, Conflict."""

    def plan(before: Responder | None) -> Responder | None:
        if before is None or not before.is_on_duty:
            return None
        return before.changed(is_on_duty=False)

    after = change_responder(ports, responder, plan)
    held = {after.job, after.next_job, after.offer.job if after.offer else ""} - {""}
    for record in ports.jobs.get_many(held):
        if _is_still_ahead(record):
            lose_responder(ports, record.id, responder, OFF_DUTY)
    after = ports.responders.get(responder) or after
    if not after.job:
        ports.responders.forget(responder)  # nobody needs to know where they are
    return after


def _is_still_ahead(record: JobRecord) -> bool:
    return record.job.state in UNDER_WAY or not record.job.responder


def end_shifts(ports: DispatchPorts, limit: int) -> None:
    """Takes responders off duty whose shift has ended, unless they have a job to finish. Raises what the last failure
    raises, after the others were done."""
    over = ports.responders.shifts_over(ports.clock(), limit)
    idle = [each.id for each in ports.responders.get_many(over) if each.current is None]
    run_all([partial(go_off_duty, ports, each) for each in idle])


def report_position(ports: DispatchPorts, responder: str, place: Point, at: int, accuracy_m: float = 0) -> Responder:
    """Keeps where a responder is. Raises PositionNotWanted for one off duty without a job, NotAllowed for one who isn't
    known."""
    stored = ports.responders.report(responder, Position(place, at, accuracy_m))
    if stored is None:
        raise NotAllowed
    if not (stored.is_on_duty or stored.job):
        ports.responders.forget(responder)
        raise PositionNotWanted
    cell = listed_cell(stored)
    if stored.cell != cell:
        ports.responders.move(stored, cell)
    return stored
