"""Delay notices, once an hour in business hours."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.claims.events import claim_subject
from chalicelib.claims.model import SEOUL
from chalicelib.claims.sla import notify_delays
from chalicelib.kernel.parallel import gather, run_all

if TYPE_CHECKING:
    from chalicelib.service_ports import WithClaims, WithEventJobs, WithMessaging

    class Needs(WithClaims, WithEventJobs, WithMessaging, Protocol): ...


def notify_all_delays(services: Needs) -> None:
    """Records delay notices of all open claims if an hour of business hours begins."""
    rules, now = services.claims().rules, datetime.fromtimestamp(services.claims().clock() / 1000, SEOUL)
    at_work = (
        rules.calendar.is_business_day(now.date())
        and rules.delay_notices_from_hour <= now.hour < rules.delay_notices_until_hour
    )
    if now.minute == 0 and at_work:
        run_all([partial(_notify_claim_delays, services, number) for number in _open_claims(services)])


def _notify_claim_delays(services: Needs, number: str) -> None:
    if notify_delays(services.claims(), number) is not None:
        services.event_jobs().relay(claim_subject(number))


def _open_claims(services: Needs) -> list[str]:
    ports = services.claims()
    reads = [partial(ports.store.open_work, department) for department in ports.rules.departments]
    work = gather(services.messaging.run_parallel, reads)
    return list(dict.fromkeys(item.claim for items in work for item in items if item.coverage))
