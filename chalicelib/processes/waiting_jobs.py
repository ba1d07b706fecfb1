"""Jobs about waiting customers: their cards, delays, and what is learned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.processes.response_delays import check_delay
from chalicelib.processes.wait_records import check_sign, learn_waits
from chalicelib.processes.waiting_cards import show_front, show_line, show_staffing
from chalicelib.routing.jobs import CheckDelay, CheckSign, LearnWaits, ShowFront, ShowLine, ShowStaffing, WaitingJob

if TYPE_CHECKING:
    from chalicelib.processes.response_delays import Needs as ResponseDelaysNeeds
    from chalicelib.service_ports import WithWaits

    class Needs(ResponseDelaysNeeds, WithWaits, Protocol): ...


def run_waiting_job(services: Needs, job: WaitingJob) -> None:
    """Runs a job. Jobs may be delivered twice."""
    match job:
        case ShowFront(queue):
            show_front(services, queue)
        case ShowLine(queue):
            show_line(services, queue)
        case ShowStaffing(queue):
            show_staffing(services, queue)
        case CheckDelay():
            check_delay(services, job)
        case CheckSign():
            check_sign(services, job)
        case LearnWaits():
            learn_waits(services, job)
