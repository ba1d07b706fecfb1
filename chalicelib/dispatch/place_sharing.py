"""Use cases of the customer's place: shared with consent, suspended, withdrawn, and forgotten after the job."""

from msgspec.structs import replace

from chalicelib.content.places import Point, place_name
from chalicelib.dispatch.arrival_rules import TrackingRules, coming_rules
from chalicelib.dispatch.changes import JobUpdate, change_job, job_event, limit_repeats
from chalicelib.dispatch.events import JobChanged
from chalicelib.dispatch.fixes import blurred
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.records import JobRecord, PlaceSharing
from chalicelib.dispatch.responders import Position
from chalicelib.kernel.errors import NotAllowed

MAX_FORGOTTEN = 200
"""Jobs whose positions one round deletes; the next one does the rest."""

PLACE = "place"
"""What has changed of a job whose customer is elsewhere, or says no longer where."""


def share_place(ports: DispatchPorts, customer: str, job: str, position: Position) -> JobRecord:
    """The customer is here, and consents that the responder knows it. Raises TooManyChanges for a consent that was
    withdrawn very often, NotAllowed for another's job or one that has ended, Conflict."""

    def plan(before: JobRecord) -> JobUpdate | None:
        _require_open(before, customer)
        if before.sharing is PlaceSharing.SHARED and before.job.place == position.place:
            return None
        if before.sharing is not PlaceSharing.SHARED:
            limit_repeats(before, PLACE, coming_rules().on_site)
        return _changed(ports, before, PlaceSharing.SHARED, position.place)

    return change_job(ports, job, plan)


def withdraw_place(
    ports: DispatchPorts, customer: str, job: str, sharing: PlaceSharing, rules: TrackingRules
) -> JobRecord:
    """The customer no longer shows where they are: of the place nothing is left but the neighbourhood and its name, so
    that the truck still comes. Raises NotAllowed for another's job or one that has ended, Conflict."""

    def plan(before: JobRecord) -> JobUpdate | None:
        _require_open(before, customer)
        if before.sharing in (sharing, PlaceSharing.WITHDRAWN):
            return None
        place = before.job.place
        return _changed(ports, before, sharing, None if place is None else blurred(place, rules.withdrawn_digits))

    return change_job(ports, job, plan)


def forget_places(ports: DispatchPorts, job: str, rules: TrackingRules) -> JobRecord:
    """Deletes the positions of a job that ended long enough ago: the customer's, the destination's and the truck's. Of
    the first two the district is left. Raises NotAllowed for an unknown job, Conflict."""

    def plan(before: JobRecord) -> JobUpdate | None:
        if before.forgotten or before.is_open or ports.clock() < forget_at(before, rules):
            return None
        place, destination = (
            None if each is None else blurred(each, rules.count_digits)
            for each in (before.job.place, before.job.destination)
        )
        forgotten = _with_place(before, place, destination)
        return JobUpdate(replace(forgotten, version=before.version + 1, position=None, forgotten=True))

    return change_job(ports, job, plan)


def forget_at(record: JobRecord, rules: TrackingRules) -> int:
    """When the positions of an ended job are deleted, in ms since 1970 UTC."""
    return record.ended_at + rules.keep_hours * 3_600_000


def forget_old_places(ports: DispatchPorts, rules: TrackingRules) -> None:
    """Deletes the positions of jobs that ended long enough ago, and of responders who have gone off duty since."""
    for job in ports.jobs.ended_before(ports.clock() - rules.keep_hours * 3_600_000, MAX_FORGOTTEN):
        record = forget_places(ports, job, rules)
        responder = ports.responders.get(record.responder.id) if record.responder is not None else None
        if responder is not None and not responder.is_on_duty and not responder.job:
            ports.responders.forget(responder.id)


def _require_open(record: JobRecord, customer: str) -> None:
    if record.customer != customer or not record.is_open:
        raise NotAllowed


def _changed(ports: DispatchPorts, before: JobRecord, sharing: PlaceSharing, place: Point | None) -> JobUpdate:
    kept = _with_place(before, place, before.job.destination)
    if sharing is PlaceSharing.SHARED:
        kept = replace(kept, request=replace(before.request, place=place))
    if before.sharing is sharing:  # they walk: the history says only that they consented
        record = replace(kept, version=before.version + 1)
    else:
        record = kept.changed(ports.clock(), PLACE, by=before.customer, reason=sharing, sharing=sharing)
    return JobUpdate(record, job_event(JobChanged, record, what=PLACE))


def _with_place(before: JobRecord, place: Point | None, destination: Point | None) -> JobRecord:
    """A job whose places are others, wherever they are kept."""
    named = place_name(before.request.place_text)
    return replace(
        before,
        job=replace(before.job, place=place, destination=destination),
        request=replace(before.request, place=place, destination=destination, place_text=named),
    )
