"""A responder who is late or silent is replaced where another one arrives much earlier."""

from chalicelib.dispatch.arrival_rules import AnnouncementRules
from chalicelib.dispatch.estimates import pays_to_replace
from chalicelib.dispatch.matching import may_do
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.responders import Responder, truck_of
from chalicelib.dispatch.rounds import candidates_for
from chalicelib.dispatch.work import lose_responder

LATE = "late"
"""The reason of a responder who was replaced: late, or silent for so long that nobody knows."""


def replace_if_it_pays(
    ports: DispatchPorts, record: JobRecord, responder: Responder, rules: AnnouncementRules
) -> JobRecord | None:
    """Gives a job whose responder is late or silent to the others; None where it stays theirs. Raises Conflict."""
    announced, now = record.announced, ports.clock()
    if announced is None:
        return None
    seen_at = responder.position.at if responder.position is not None else announced.at
    if not pays_to_replace(announced, seen_at, 0, now, rules):  # neither late nor silent, or nearly there
        return None
    other_s = earliest_other_s(ports, record)
    if other_s is None or not pays_to_replace(announced, seen_at, other_s, now, rules):
        return None
    return lose_responder(ports, record.id, responder.id, LATE)


def earliest_other_s(ports: DispatchPorts, record: JobRecord) -> int | None:
    """In how many seconds somebody who is idle could be at the customer; None without one."""
    now, job = ports.clock(), record.job
    drives = []
    for each in candidates_for(ports, record):
        truck = truck_of(each, now, ports.rules.matching)
        if truck is None or truck.free_in_s or job.place is None or not may_do(truck, job, ports.rules.matching):
            continue
        drive_s = ports.travel.seconds(truck.place, job.place, now)
        if drive_s is not None:
            drives.append(ports.rules.offers.seconds + drive_s)
    return min(drives, default=None)
