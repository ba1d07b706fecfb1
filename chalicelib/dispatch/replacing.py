"""A responder on the way is replaced where an idle one arrives much earlier: they are late or silent, or the other one
has come free nearer to the customer."""

from chalicelib.dispatch.arrival_rules import ComingRules
from chalicelib.dispatch.coming import estimate_for
from chalicelib.dispatch.estimates import pays_to_replace
from chalicelib.dispatch.matching import may_do
from chalicelib.dispatch.model import LATE
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.responders import Responder, truck_of
from chalicelib.dispatch.rounds import candidates_for
from chalicelib.dispatch.work import lose_responder


def replace_if_it_pays(
    ports: DispatchPorts, record: JobRecord, responder: Responder, rules: ComingRules
) -> JobRecord | None:
    """Gives a job to the others where one of them arrives much earlier; None where it stays theirs. Raises Conflict."""
    seen = estimate_for(ports, record, responder, rules)
    if seen is None or not pays_to_replace(seen.estimate, 0, rules.arrival):  # nearly there
        return None
    other_s = earliest_other_s(ports, record)
    if other_s is None or not pays_to_replace(seen.estimate, other_s, rules.arrival):
        return None
    return lose_responder(ports, record.id, responder.id, LATE)


def earliest_other_s(ports: DispatchPorts, record: JobRecord) -> int | None:
    """In how many seconds somebody who is idle could be at the customer; None without one."""
    now, job = ports.clock(), record.job
    drives = []
    for each in candidates_for(ports, record, idle=True):
        truck = truck_of(each, now, ports.rules.matching)
        if truck is None or job.place is None or not may_do(truck, job, ports.rules.matching):
            continue
        drive_s = ports.travel.seconds(truck.place, job.place, now)
        if drive_s is not None:
            drives.append(ports.rules.offers.seconds + drive_s)
    return min(drives, default=None)
