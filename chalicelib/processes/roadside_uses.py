"""Counts the uses of roadside service against the contract: what was done, and where nobody was there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.dispatch.events import JobEnded
    from chalicelib.service_ports import WithDispatch, WithRoadsideUses

    class Needs(WithDispatch, WithRoadsideUses, Protocol): ...


def count_use(services: Needs, ended: JobEnded) -> None:
    """Counts a job against its contract, once however often it is called: for what and on which day it was asked. What
    the contract didn't pay for is no use of it."""
    from chalicelib.content.hours import SEOUL
    from chalicelib.contracts.holder import RoadsideUse
    from chalicelib.dispatch.states import JobState

    if ended.outcome not in (JobState.COMPLETED, JobState.GONE_ON_ARRIVAL):
        return
    record = services.dispatch().jobs.get(ended.job)
    if record is None or not record.request.contract or record.terms.covered is False:
        return
    on = datetime.fromtimestamp(record.job.requested_at / 1000, UTC).astimezone(SEOUL).date()
    asked = record.request.counts_as or record.request.problem.get("service", record.request.service)
    services.roadside_uses().record_use(record.request.contract, RoadsideUse(asked, on, record.id))  # type: ignore[arg-type]
